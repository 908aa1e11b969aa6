/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function SignInPage() {
  return <Heading title="Sign in" />;
}
