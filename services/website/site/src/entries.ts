/** The basket's lines with their products: what they cost, and why one can't be ordered. */

import type { BasketLine } from "./basket.ts";
import { bySku, type Catalogue, type Product } from "./catalogue.ts";
import { type Money, sum, times } from "./money.ts";

export interface Entry extends BasketLine {
  /** Undefined while it isn't loaded, and when it is no longer sold. */
  readonly product: Product | undefined;
  readonly gone: boolean;
}

export function entriesOf(lines: readonly BasketLine[], shelves: Catalogue): readonly Entry[] {
  return lines.map((line) => {
    const product = bySku(shelves, line.sku);
    return { ...line, product, gone: shelves.complete && !product };
  });
}

/** The total of all lines; undefined while one has no price, or if the currencies differ. */
export function totalOf(entries: readonly Entry[]): Money | undefined {
  const prices = entries.map(({ product, quantity }) => product && times(product.price, quantity));
  return prices.every((price) => price !== undefined) ? sum(prices) : undefined;
}

/** What must change before this line can be ordered. */
export function obstacleOf({ product, gone, quantity }: Entry): "gone" | "short" | undefined {
  if (gone) {
    return "gone";
  }
  return product && product.stock < quantity ? "short" : undefined;
}
