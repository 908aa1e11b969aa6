/** The texts that a page shows of a product; the server that renders pages writes the same. */

import type { Picture, Product } from "../catalogue.ts";
import { written } from "../money.ts";
import { texts } from "../texts/index.ts";

/** From here down the page says "only". */
export const FEW = 10;
/** From here up it counts no pieces: nobody is in a hurry, and a membership does not run out. */
export const PLENTY = 10_000;
/** The colours of products without a picture. */
export const TINTS = 6;
const PREFERRED = 640;

export type Left = "plenty" | "many" | "few" | "none";

export interface View {
  readonly sku: string;
  readonly name: string;
  readonly price: string;
  /** "12 left". */
  readonly stock: string;
  readonly left: Left;
  readonly tint: string;
  readonly initial: string;
  readonly picture: PictureView | undefined;
}

export interface PictureView {
  readonly webp: string;
  readonly jpeg: string;
  readonly src: string;
  readonly alt: string;
}

export function viewOf({ sku, name, price, stock, picture }: Product): View {
  return {
    sku,
    name,
    price: written(price),
    stock: texts.left[left(stock)](grouped(stock)),
    left: left(stock),
    tint: String(tint(sku)),
    initial: [...name][0] ?? "",
    picture: picture ? pictureView(picture) : undefined,
  };
}

/** The same number as `tint` of the server's renderer: the sum of the SKU's characters. */
export function tint(sku: string): number {
  return [...sku].reduce((total, character) => total + character.charCodeAt(0), 0) % TINTS;
}

function left(stock: number): Left {
  if (stock <= 0) return "none";
  return stock <= FEW ? "few" : stock >= PLENTY ? "plenty" : "many";
}

function grouped(pieces: number): string {
  return String(pieces).replace(/\B(?=(\d{3})+$)/g, ",");
}

function pictureView({ url, widths, alt }: Picture): PictureView {
  const set = (ending: string) => widths.map((width) => `${url}-${width}.${ending} ${width}w`).join(", ");
  const width = widths.includes(PREFERRED) ? PREFERRED : Math.max(...widths);
  return { webp: set("webp"), jpeg: set("jpg"), src: `${url}-${width}.jpg`, alt };
}
