/** Puts a product into the basket, and says so. */

import { announce } from "./announce.ts";
import { basket } from "./basket.ts";
import type { Product } from "./catalogue.ts";
import { texts } from "./texts/index.ts";

/** False if the basket is full, or the product sold out. */
export function putIntoBasket({ sku, name, stock }: Product, pieces = 1): boolean {
  const added = stock > 0 && basket.add(sku, pieces);
  const sentence = stock > 0 ? texts.product.full : texts.left.none("");
  announce(added ? texts.product.added(name, basket.quantity(sku)) : sentence);
  return added;
}
