/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function CheckoutPage() {
  return <Heading title="Checkout" />;
}
