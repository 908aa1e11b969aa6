/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function OrderPage() {
  return <Heading title="Order" />;
}
