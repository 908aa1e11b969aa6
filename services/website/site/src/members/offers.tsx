/** The memberships for sale: products of the shop, which go into the basket as any other. */

import { useState } from "preact/hooks";

import { bySku, catalogue, type Product, refreshOne } from "../catalogue.ts";
import { written } from "../money.ts";
import { Failing, Loading } from "../parts/states.tsx";
import { putIntoBasket } from "../shopping.ts";
import { words } from "../texts/members.ts";
import { useLoad } from "../use_load.ts";
import { useStore } from "../use_store.ts";

const SKUS = ["PREMIUM-YEAR", "PREMIUM-MONTH"];

export function Offers({ title }: { title: string }) {
  const shelves = useStore(catalogue);
  const { error, loading, reload } = useLoad(() => Promise.all(SKUS.map(refreshKnown)), []);
  const offers = SKUS.map((sku) => bySku(shelves, sku)).filter((offer) => offer !== undefined);
  return (
    <>
      <h2>{title}</h2>
      {!offers.length && loading && <Loading />}
      {error !== undefined && <Failing error={error} retry={reload} />}
      {!offers.length && !loading && error === undefined && <p>{words.membership.gone}</p>}
      <ul class="rows">
        {offers.map((offer) => (
          <Row key={offer.sku} offer={offer} />
        ))}
      </ul>
    </>
  );
}

/** A product that is not sold is no failure. */
async function refreshKnown(sku: string): Promise<void> {
  await refreshOne(sku).catch((error: { status?: number }) => {
    if (error.status !== 404) {
      throw error;
    }
  });
}

function Row({ offer }: { offer: Product }) {
  const [added, add] = useState(false);
  return (
    <li>
      <div class="row-main">
        <a href={`/products/${offer.sku}`}>{offer.name}</a>
        <p class="fine">{added && <a href="/basket">{words.membership.toBasket}</a>}</p>
      </div>
      <span class="sum">{written(offer.price)}</span>
      <button
        type="button"
        class="button"
        aria-label={words.membership.add(offer.name)}
        onClick={() => add(putIntoBasket(offer))}
      >
        {words.membership.addShort}
      </button>
    </li>
  );
}
