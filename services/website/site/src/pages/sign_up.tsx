/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function SignUpPage() {
  return <Heading title="Create account" />;
}
