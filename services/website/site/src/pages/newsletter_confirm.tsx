/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function NewsletterConfirmPage() {
  return <Heading title="Newsletter" />;
}
