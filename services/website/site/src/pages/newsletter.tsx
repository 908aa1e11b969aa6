/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function NewsletterPage() {
  return <Heading title="Newsletter" />;
}
