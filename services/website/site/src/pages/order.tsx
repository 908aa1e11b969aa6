/** One order: its status as it changes, its lines, and cancelling it until it ships. */

import "../styles/account.css";

import { useEffect, useState } from "preact/hooks";
import type { orders } from "souk-sdk";

import { Cancelling } from "../account/cancelling.tsx";
import { forCustomers } from "../account/for_customers.tsx";
import { isFinal, statusWords } from "../account/status.ts";
import { readable } from "../account/times.ts";
import { usePoll } from "../account/use_poll.ts";
import { announce } from "../announce.ts";
import { written } from "../money.ts";
import type { Page } from "../page.ts";
import { Heading } from "../parts/heading.tsx";
import { Empty, Failing, Loading } from "../parts/states.tsx";
import { souk } from "../souk.ts";
import { words } from "../texts/account.ts";

const OrderPage: Page = ({ params: { id = "" }, query }) => {
  const { order, error, look, retry } = useOrder(id);
  const missing = [400, 404].includes((error as { status?: number } | undefined)?.status ?? 0);
  return (
    <section class="sheet">
      <Heading title={missing ? words.order.unknown : words.order.title} />
      {query.has("placed") && order && <p class="notice">{words.checkout.placed}</p>}
      {missing ? (
        <Empty title={words.order.unknownHelp} />
      ) : (
        error !== undefined && <Failing error={error} retry={retry} />
      )}
      {!order && error === undefined && <Loading />}
      {order && <Details order={order} />}
      {order && !isFinal(order) && <Cancelling id={order.id} changed={look} />}
      <p>
        <a href="/orders">{words.order.all}</a>
      </p>
    </section>
  );
};

export default forCustomers(OrderPage);

/** The order as it is, looked at again until nothing more is to come. */
function useOrder(id: string) {
  const [order, show] = useState<orders.Order>();
  const [error, fail] = useState<unknown>(undefined);
  const look = async (signal?: AbortSignal) => {
    const now = await souk.orders.getOrder(id, { signal });
    if (order && now.status !== order.status) {
      announce(words.order.now(statusWords(now.status)));
    }
    fail(undefined);
    show(now);
    return isFinal(now);
  };
  const retry = () => {
    fail(undefined);
    look().catch(fail);
  };
  useEffect(retry, [id]);
  usePoll(order !== undefined && !isFinal(order), look);
  return { order, error, look: () => look(), retry };
}

function Details({ order: { id, status, lines, total, placed_at } }: { order: orders.Order }) {
  return (
    <>
      <p>
        {words.order.status}:{" "}
        <strong class="badge" data-status={status}>
          {statusWords(status)}
        </strong>
      </p>
      {!isFinal({ status }) && <p class="fine">{words.order.live}</p>}
      <h2>{words.order.items}</h2>
      <ul class="rows">
        {lines.map(({ sku, name, quantity, price }) => (
          <li key={sku}>
            <a class="row-main" href={`/products/${sku}`}>
              {name}
            </a>
            <span class="sum">{words.order.each(quantity, written(price))}</span>
          </li>
        ))}
        <li>
          <strong>{words.checkout.total}</strong>
          <strong class="sum">{written(total)}</strong>
        </li>
      </ul>
      <p class="fine">
        {readable(placed_at)} · {words.order.number} <code>{id}</code>
      </p>
    </>
  );
}
