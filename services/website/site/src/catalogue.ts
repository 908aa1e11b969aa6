/** The products that the page shows: those that came with it, and later the API's. */

import type { orders } from "souk-sdk";

import { basket } from "./basket.ts";
import { embedded } from "./settings.ts";
import { Store } from "./store.ts";

/** A picture of a product: `URL-WIDTH.webp` and `.jpg` for each width. */
export interface Picture {
  readonly url: string;
  readonly widths: readonly number[];
  readonly alt: string;
}

export interface Product extends orders.Product {
  readonly picture?: Picture | null;
}

export interface Catalogue {
  readonly products: readonly Product[];
  /** Whether these are all products: only the catalogue's page comes with them. */
  readonly complete: boolean;
  /** When they were loaded, in milliseconds since the page was. */
  readonly at: number;
}

/** The API's own answers may be cached for a minute. */
const FRESH_MS = 60_000;

export const catalogue = new Store<Catalogue>(ofPage(embedded("souk-catalogue")));

/** Whether the API should be asked again. */
export function isStale({ at }: Catalogue, now = performance.now()): boolean {
  return now - at > FRESH_MS;
}

/** A product's, if it is on the shelves. */
export function bySku({ products }: Catalogue, sku: string): Product | undefined {
  return products.find((product) => product.sku === sku);
}

let coming: Promise<void> | undefined;

/** Ask the API for all products; many who ask at once make one request. */
export function refresh(): Promise<void> {
  coming ??= load().finally(() => {
    coming = undefined;
  });
  return coming;
}

async function load(): Promise<void> {
  const { souk } = await import("./souk.ts");
  const listed = await souk.orders.listProducts({ limit: 100 }).toArray();
  const listedSkus = new Set(listed.map(({ sku }) => sku));
  // The list may come from a cache that is older than a gadget in the basket.
  const unlisted = basket.value.filter(({ sku }) => !listedSkus.has(sku)).map(({ sku }) => ifSold(sku));
  const products = [...listed, ...(await Promise.all(unlisted)).filter((product) => product !== undefined)];
  const pictures = new Map(catalogue.value.products.map(({ sku, picture }) => [sku, picture]));
  catalogue.set({ products: withPictures(products, pictures), complete: true, at: performance.now() });
  void refreshPictures();
}

async function ifSold(sku: string): Promise<orders.Product | undefined> {
  const { souk } = await import("./souk.ts");
  return souk.orders.getProduct(sku).catch((error: unknown) => {
    if ((error as { status?: number }).status === 404) {
      return undefined;
    }
    throw error;
  });
}

/** Ask the API for the newest picture of each product. Nobody waits for it; a failure leaves those that are here. */
async function refreshPictures(): Promise<void> {
  const { souk } = await import("./souk.ts");
  const galleries = await souk.website.listPictures({ limit: 100 }).toArray().catch(() => undefined);
  if (galleries) {
    const pictures = new Map(galleries.map(({ sku, pictures: [newest] }) => [sku, newest]));
    catalogue.set({ ...catalogue.value, products: withPictures(catalogue.value.products, pictures) });
  }
}

function withPictures(products: readonly Product[], pictures: ReadonlyMap<string, Product["picture"]>): Product[] {
  return products.map((product) => ({ ...product, picture: pictures.get(product.sku) ?? null }));
}

/** Ask the API for one product, which may have been unknown. */
export async function refreshOne(sku: string): Promise<void> {
  const { souk } = await import("./souk.ts");
  const product = await souk.orders.getProduct(sku);
  const { products, ...rest } = catalogue.value;
  const last = products.find((each) => each.sku === sku);
  const next: Product = { ...product, picture: last?.picture ?? null };
  const others = last ? products.map((each) => (each === last ? next : each)) : [...products, next];
  catalogue.set({ ...rest, products: others });
  if (!next.picture) {
    void refreshPictures();
  }
}

/** Whether there may be such a product. */
export function isSku(text: string): boolean {
  return /^[A-Z0-9][A-Z0-9-]{2,31}$/.test(text);
}

/** What the server put in the page: all products, or none. */
export function ofPage(json: unknown): Catalogue {
  const products = Array.isArray(json) ? (json as Product[]) : [];
  const complete = globalThis.document?.documentElement.dataset["page"] === "index" && Array.isArray(json);
  return { products, complete, at: 0 };
}
