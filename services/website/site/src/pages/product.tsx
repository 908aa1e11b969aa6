/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function ProductPage() {
  return <Heading title="product" />;
}
