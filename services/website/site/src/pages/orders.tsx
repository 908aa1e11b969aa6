/** The customer's orders, newest first, with their status as it changes. */

import "../styles/account.css";

import type { orders } from "souk-sdk";

import { forCustomers } from "../account/for_customers.tsx";
import { More } from "../account/more.tsx";
import { isFinal, statusWords } from "../account/status.ts";
import { readable } from "../account/times.ts";
import { useListed } from "../account/use_listed.ts";
import { usePoll } from "../account/use_poll.ts";
import { announce } from "../announce.ts";
import { written } from "../money.ts";
import { Heading } from "../parts/heading.tsx";
import { Empty } from "../parts/states.tsx";
import { souk } from "../souk.ts";
import { words } from "../texts/account.ts";

const PAGE = 20;

function OrdersPage() {
  const listed = useListed<orders.Order>((cursor, signal) =>
    souk.orders.listOrders({ limit: PAGE, signal, ...(cursor ? { cursor } : {}) }).first(),
  );
  const { items } = listed.list;
  usePoll(items.slice(0, PAGE).some((order) => !isFinal(order)), async (signal) => {
    const before = new Map(items.map(({ id, status }) => [id, status]));
    const now = await listed.refresh(signal);
    const changed = now.items.filter(({ id, status }) => before.has(id) && before.get(id) !== status);
    changed.forEach(({ status }) => announce(words.order.now(statusWords(status))));
    return false;
  });
  const none = !items.length && !listed.loading && listed.error === undefined;
  return (
    <section class="sheet sheet-wide">
      <Heading title={words.orders.title} />
      {none && (
        <Empty title={words.orders.empty}>
          <a class="button" href="/">
            {words.orders.browse}
          </a>
        </Empty>
      )}
      <ul class="rows">
        {items.map((order) => (
          <Row key={order.id} order={order} />
        ))}
      </ul>
      <More {...listed} />
    </section>
  );
}

export default forCustomers(OrdersPage);

function Row({ order: { id, status, lines, total, placed_at } }: { order: orders.Order }) {
  return (
    <li>
      <div class="row-main">
        <a href={`/orders/${id}`}>{words.orders.of(readable(placed_at))}</a>
        <p class="fine">{lines.map(({ name, quantity }) => `${quantity} × ${name}`).join(", ")}</p>
      </div>
      <span class="badge" data-status={status}>
        {statusWords(status)}
      </span>
      <span class="sum">{written(total)}</span>
    </li>
  );
}
