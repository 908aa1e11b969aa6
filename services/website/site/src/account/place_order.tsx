/** The order itself: its lines, its total, and the button. Problems stand beside what they are about. */

import { basket } from "../basket.ts";
import { catalogue } from "../catalogue.ts";
import { type Entry, entriesOf, obstacleOf, totalOf } from "../entries.ts";
import { type Money, times, written } from "../money.ts";
import { Failing, Loading, Waiting } from "../parts/states.tsx";
import { texts } from "../texts/index.ts";
import { words } from "../texts/account.ts";
import { useFreshCatalogue } from "../use_fresh_catalogue.ts";
import { useStore } from "../use_store.ts";
import { isSame, type Wanted } from "./attempt.ts";
import { Unanswered } from "./unanswered.tsx";
import { useOrder } from "./use_order.ts";

export function PlaceOrder() {
  const entries = entriesOf(useStore(basket), useStore(catalogue));
  const { error, retry } = useFreshCatalogue();
  const { busy, failure, pending, place, drop } = useOrder();
  const total = totalOf(entries);
  const wanted: Wanted | undefined = total && {
    lines: entries.map(({ sku, quantity }) => ({ sku, quantity })),
    expected_total: total,
  };
  const ready = wanted && entries.every((entry) => !obstacleOf(entry));
  const another = pending && !(wanted && isSame(pending.wanted, wanted));
  return (
    <>
      <h2>{words.checkout.items}</h2>
      {error !== undefined && <Failing error={error} retry={retry} />}
      <Lines entries={entries} total={total} />
      <p>
        <a href="/basket">{words.checkout.edit}</a>
      </p>
      {failure !== undefined && <Failing error={failure} />}
      {busy && <Waiting />}
      {pending && !busy && <Unanswered again={() => place(pending.wanted)} drop={drop} />}
      {wanted && !ready && <p role="status">{words.checkout.obstacle}</p>}
      {!total && error === undefined && <Loading />}
      {ready && (!pending || another) && (
        <button type="button" class="button" aria-disabled={busy ? "true" : undefined} onClick={() => place(wanted)}>
          {busy ? words.checkout.placing : words.checkout.place}
        </button>
      )}
    </>
  );
}

function Lines({ entries, total }: { entries: readonly Entry[]; total: Money | undefined }) {
  return (
    <ul class="rows">
      {entries.map((entry) => (
        <Line key={entry.sku} entry={entry} />
      ))}
      <li>
        <strong>{words.checkout.total}</strong>
        <strong class="sum" role="status">
          {total ? written(total) : "–"}
        </strong>
      </li>
    </ul>
  );
}

function Line({ entry }: { entry: Entry }) {
  const { sku, quantity, product } = entry;
  const obstacle = obstacleOf(entry);
  const why = obstacle === "gone" ? texts.basket.gone : texts.basket.short(product?.stock ?? 0);
  return (
    <li>
      <span class="row-main">
        {quantity} × {product?.name ?? sku}
        {obstacle && <span class="field-problem"> {why}</span>}
      </span>
      <span class="sum">{product ? written(times(product.price, quantity)) : "–"}</span>
    </li>
  );
}
