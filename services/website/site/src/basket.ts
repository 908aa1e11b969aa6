/** The basket: kept by the browser, the same in all of its tabs. */

import { Store } from "./store.ts";

export interface BasketLine {
  readonly sku: string;
  readonly quantity: number;
}

export type Storing = Pick<Storage, "getItem" | "setItem">;

/** What an order may have at most, by the contract of orders. */
export const MOST_LINES = 20;
export const MOST_PIECES = 1000;
const KEY = "souk-basket";

export class Basket extends Store<readonly BasketLine[]> {
  #storage: Storing | undefined;

  constructor(storage: Storing | undefined) {
    super(read(storage) ?? []);
    this.#storage = storage;
  }

  get pieces(): number {
    return this.value.reduce((pieces, line) => pieces + line.quantity, 0);
  }

  quantity(sku: string): number {
    return this.value.find((line) => line.sku === sku)?.quantity ?? 0;
  }

  /** Add pieces of a product; false if the basket is full. */
  add(sku: string, pieces: number): boolean {
    this.reload();
    return this.put(sku, this.quantity(sku) + pieces);
  }

  /** Have exactly so many pieces of a product, none to remove it; false if the basket is full. */
  put(sku: string, quantity: number): boolean {
    // Another tab may have changed it since this one read it.
    this.reload();
    const here = this.value.some((line) => line.sku === sku);
    const full = quantity > MOST_PIECES || (!here && this.value.length >= MOST_LINES);
    if (full) {
      return false;
    }
    const lines = here ? this.value : [...this.value, { sku, quantity }];
    const changed = lines.map((line) => (line.sku === sku ? { sku, quantity } : line));
    this.#write(changed.filter((line) => line.quantity > 0));
    return true;
  }

  /** Empty it, after its order was placed. */
  clear(): void {
    this.#write([]);
  }

  /** Take over what another tab wrote. */
  reload(): void {
    const stored = read(this.#storage);
    if (stored && JSON.stringify(stored) !== JSON.stringify(this.value)) {
      this.set(stored);
    }
  }

  #write(lines: readonly BasketLine[]): void {
    try {
      this.#storage?.setItem(KEY, JSON.stringify(lines));
    } catch {
      // Without space, or without permission, the basket lasts as long as the page.
      this.#storage = undefined;
    }
    this.set(lines);
  }
}

/** The stored lines, undefined where nothing can be stored; whatever is no line is left out. */
function read(storage: Storing | undefined): BasketLine[] | undefined {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY) ?? "null");
    return storage && (Array.isArray(stored) ? stored.filter(isLine).slice(0, MOST_LINES) : []);
  } catch {
    return [];
  }
}

function isLine(line: unknown): line is BasketLine {
  const { sku, quantity } = (line ?? {}) as Partial<BasketLine>;
  const countable = Number.isInteger(quantity) && Number(quantity) > 0 && Number(quantity) <= MOST_PIECES;
  return typeof sku === "string" && /^[A-Z0-9][A-Z0-9-]{2,31}$/.test(sku) && countable;
}

/** The browser's storage; undefined where it is forbidden. */
function storage(): Storing | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

export const basket = new Basket(storage());

/** Follow the changes of other tabs. */
export function follow(): void {
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) {
      basket.reload();
    }
  });
}
