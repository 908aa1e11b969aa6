/** A page to come. */

import { Heading } from "../parts/heading.tsx";

export default function NotificationsPage() {
  return <Heading title="Notifications" />;
}
