/** A line of the basket: change its quantity, or remove it. */

import { useState } from "preact/hooks";

import { announce } from "../announce.ts";
import { basket, MOST_PIECES } from "../basket.ts";
import { type Entry, obstacleOf } from "../entries.ts";
import { times, written } from "../money.ts";
import { texts } from "../texts/index.ts";
import { Blank, Picture } from "./picture.tsx";
import { tint, viewOf } from "./view.ts";

export function BasketLine({ entry }: { entry: Entry }) {
  const { sku, product, quantity } = entry;
  const name = product?.name ?? sku;
  const obstacle = obstacleOf(entry);
  return (
    <li class="basket-line">
      <Thumbnail entry={entry} />
      <p class="basket-name">
        <a href={`/products/${sku}`}>{name}</a>
        {product && <span class="fine">{written(product.price)}</span>}
        {obstacle && (
          <strong class="left" data-left="few">
            {obstacle === "gone" ? texts.basket.gone : texts.basket.short(product?.stock ?? 0)}
          </strong>
        )}
      </p>
      <Quantity sku={sku} name={name} quantity={quantity} />
      <p class="basket-price price">{product ? written(times(product.price, quantity)) : "–"}</p>
      <Remove sku={sku} name={name} />
    </li>
  );
}

function Thumbnail({ entry: { sku, product } }: { entry: Entry }) {
  return (
    <div class="basket-picture">
      {product ? (
        <Picture view={viewOf(product)} sizes="5rem" loading="lazy" />
      ) : (
        <Blank tint={String(tint(sku))} initial={sku.slice(0, 1)} />
      )}
    </div>
  );
}

/** What is typed counts as soon as it is a quantity; until then the basket keeps the last one. */
function Quantity({ sku, name, quantity }: { sku: string; name: string; quantity: number }) {
  const [typed, type] = useState<string>();
  const change = (event: Event) => {
    const { value, validity } = event.currentTarget as HTMLInputElement;
    type(value);
    if (validity.valid && value) {
      basket.put(sku, Number(value));
    }
  };
  return (
    <input
      class="basket-quantity"
      type="number"
      inputMode="numeric"
      aria-label={texts.basket.quantityOf(name)}
      min="1"
      max={MOST_PIECES}
      required
      value={typed ?? String(quantity)}
      onInput={change}
      onBlur={() => type(undefined)}
    />
  );
}

function Remove({ sku, name }: { sku: string; name: string }) {
  const remove = () => {
    basket.put(sku, 0);
    announce(texts.basket.removed(name));
    document.querySelector<HTMLElement>("main h1")?.focus();
  };
  return (
    <button type="button" class="button button-quiet" aria-label={texts.basket.removeNamed(name)} onClick={remove}>
      {texts.basket.remove}
    </button>
  );
}
