/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function BasketPage() {
  return <Heading title="basket" />;
}
