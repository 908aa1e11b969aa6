/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function NewsletterUnsubscribePage() {
  return <Heading title="Newsletter" />;
}
