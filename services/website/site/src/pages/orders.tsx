/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function OrdersPage() {
  return <Heading title="Orders" />;
}
