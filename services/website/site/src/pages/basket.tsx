/** The basket: what is in it, what it costs, and what stands in the way of an order. */

import "../styles/basket.css";

import { basket } from "../basket.ts";
import { catalogue } from "../catalogue.ts";
import { type Entry, entriesOf, obstacleOf, totalOf } from "../entries.ts";
import { written } from "../money.ts";
import { BasketLine } from "../parts/basket_line.tsx";
import { Heading } from "../parts/heading.tsx";
import { Empty, Failing, Loading } from "../parts/states.tsx";
import { texts } from "../texts/index.ts";
import { useFreshCatalogue } from "../use_fresh_catalogue.ts";
import { useStore } from "../use_store.ts";

export default function BasketPage() {
  const lines = useStore(basket);
  const shelves = useStore(catalogue);
  const { error, retry } = useFreshCatalogue();
  const entries = entriesOf(lines, shelves);
  return (
    <section class="sheet sheet-wide">
      <Heading title={texts.basket.title} />
      {lines.length === 0 ? (
        <Empty title={texts.basket.empty}>
          <p>{texts.basket.emptyHelp}</p>
          <a class="button" href="/">
            {texts.basket.browse}
          </a>
        </Empty>
      ) : (
        <>
          {error !== undefined && <Failing error={error} retry={retry} />}
          {!shelves.complete && error === undefined && <Loading />}
          <ul class="basket">
            {entries.map((entry) => (
              <BasketLine key={entry.sku} entry={entry} />
            ))}
          </ul>
          <Sum entries={entries} />
        </>
      )}
    </section>
  );
}

function Sum({ entries }: { entries: readonly Entry[] }) {
  const total = totalOf(entries);
  const mixed = !total && entries.every((entry) => entry.product);
  const ready = total && entries.every((entry) => !obstacleOf(entry));
  return (
    <div class="basket-sum">
      <p class="basket-total">
        {texts.basket.total} <span class="price price-large">{total ? written(total) : "–"}</span>
      </p>
      {mixed && <p role="status">{texts.basket.mixed}</p>}
      {ready && (
        <a class="button" href="/checkout">
          {texts.basket.checkout}
        </a>
      )}
    </div>
  );
}
