/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function ProfilePage() {
  return <Heading title="Profile" />;
}
