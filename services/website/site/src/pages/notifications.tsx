/** What happened to the customer's orders, newest first, and whether it comes by mail as well. */

import "../styles/account.css";

import { useState } from "preact/hooks";
import type { notifications } from "souk-sdk";

import { forCustomers } from "../account/for_customers.tsx";
import { More } from "../account/more.tsx";
import { Preferences } from "../account/preferences.tsx";
import { readable } from "../account/times.ts";
import { useListed } from "../account/use_listed.ts";
import { Heading } from "../parts/heading.tsx";
import { Empty, Failing } from "../parts/states.tsx";
import { souk } from "../souk.ts";
import { words } from "../texts/account.ts";

type Notification = notifications.Notification;

function NotificationsPage() {
  const listed = useListed<Notification>((cursor, signal) =>
    souk.notifications.listNotifications({ limit: 20, signal, ...(cursor ? { cursor } : {}) }).first(),
  );
  const { items } = listed.list;
  const none = !items.length && !listed.loading && listed.error === undefined;
  return (
    <section class="sheet">
      <Heading title={words.notifications.title} />
      {none && <Empty title={words.notifications.empty} />}
      <ul class="rows">
        {items.map((item) => (
          <Row key={item.id} item={item} read={() => listed.replace({ ...item, read: true })} />
        ))}
      </ul>
      <More {...listed} />
      <Preferences />
    </section>
  );
}

export default forCustomers(NotificationsPage);

function Row({ item, read }: { item: Notification; read: () => void }) {
  const { title, text, at, about } = item;
  return (
    <li>
      <div class="row-main">
        <p>
          <strong>{title}</strong> {!item.read && <New />}
        </p>
        <p>{text}</p>
        <p class="fine">
          {readable(at)} {about && <a href={`/orders/${about}`}>{words.notifications.order}</a>}
        </p>
      </div>
      {!item.read && <Read item={item} read={read} />}
    </li>
  );
}

function New() {
  return (
    <span class="badge" data-status="new">
      {words.notifications.unread}
    </span>
  );
}

function Read({ item: { id, title }, read }: { item: Notification; read: () => void }) {
  const [failure, fail] = useState<unknown>(undefined);
  const mark = () => {
    fail(undefined);
    souk.notifications.readNotification(id).then(read, fail);
  };
  return (
    <>
      <button type="button" class="link" aria-label={words.notifications.readNamed(title)} onClick={mark}>
        {words.notifications.read}
      </button>
      {failure !== undefined && <Failing error={failure} />}
    </>
  );
}
