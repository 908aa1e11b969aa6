/**
 * A product in the catalogue. The build renders this component with placeholders for the server that writes the
 * catalogue's HTML (`prerender/parts.tsx`), so that both have the same markup.
 */

import type { ComponentChildren } from "preact";

import { texts } from "../texts/index.ts";
import type { View } from "./view.ts";

export const CARD_SIZES = "(min-width: 70rem) 17rem, (min-width: 48rem) 30vw, (min-width: 30rem) 46vw, 92vw";

export interface CardProps {
  readonly view: Pick<View, "sku" | "name" | "price" | "stock"> & { readonly left: string };
  readonly picture: ComponentChildren;
  readonly add?: (() => void) | undefined;
}

export function Card({ view: { sku, name, price, stock, left }, picture, add }: CardProps) {
  return (
    <li class="card" data-sku={sku} data-left={left}>
      {picture}
      <h2 class="card-name">
        <a href={`/products/${sku}`}>{name}</a>
      </h2>
      <p class="card-facts">
        <span class="price">{price}</span>
        <span class="left">{stock}</span>
      </p>
      <button type="button" class="button card-add" aria-label={texts.product.addNamed(name)} onClick={add}>
        {texts.product.add}
      </button>
    </li>
  );
}
