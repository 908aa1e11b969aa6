/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function StaffPicturesPage() {
  return <Heading title="Pictures" />;
}
