/** A product on its own page: its picture, its price, and how many pieces go into the basket. */

import type { ComponentChildren } from "preact";

import { texts } from "../texts/index.ts";
import { Heading } from "./heading.tsx";
import type { CardProps } from "./card.tsx";

export const PRODUCT_SIZES = "(min-width: 70rem) 36rem, (min-width: 48rem) 50vw, 94vw";

export interface PurchaseProps {
  readonly view: CardProps["view"];
  readonly picture: ComponentChildren;
  readonly pieces?: string;
  readonly type?: (event: Event) => void;
  readonly add?: (event: SubmitEvent) => void;
  /** Below the button. */
  readonly children?: ComponentChildren;
}

export function Purchase({ view, picture, pieces, type, add, children }: PurchaseProps) {
  const { sku, name, price, stock, left } = view;
  const { product } = texts;
  return (
    <article class="product" data-left={left}>
      <div class="product-picture">{picture}</div>
      <div class="product-facts">
        <p class="fine">
          <a href="/">{product.back}</a>
        </p>
        <Heading title={name} />
        <p class="card-facts">
          <span class="price price-large">{price}</span>
          <span class="left">{stock}</span>
        </p>
        <form class="product-add" onSubmit={add}>
          <label class="field field-number">
            <span>{product.quantity}</span>
            <input
              type="number"
              name="quantity"
              inputMode="numeric"
              min="1"
              max="1000"
              required
              value={pieces ?? "1"}
              onInput={type}
            />
          </label>
          <button type="submit" class="button">
            {product.add}
          </button>
        </form>
        <p class="product-basket">{children}</p>
        <p class="fine">{product.facts}</p>
        <p class="fine">
          {product.sku} <span class="sku">{sku}</span>
        </p>
      </div>
    </article>
  );
}
