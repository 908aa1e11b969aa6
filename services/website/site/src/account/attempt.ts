/**
 * An order that is being placed, kept by the browser with its key. A lost answer, a reload or a second tab repeats the
 * same request under the same key, so that one order comes of it, however often it is sent.
 */

import type { orders } from "souk-sdk";

type Storing = Pick<Storage, "getItem" | "setItem" | "removeItem">;
export type Wanted = orders.PlaceOrder;

export interface Attempt {
  readonly key: string;
  readonly wanted: Wanted;
  /** The address of the customer: nobody else's order is sent again. */
  readonly customer: string;
  /** When it was sent first, in milliseconds since 1970. */
  readonly at: number;
}

const KEY = "souk-order";
/** The API remembers a key for two days. Under an older one the same request would be another order. */
const LASTS_MS = 20 * 60 * 60 * 1000;

export class Attempts {
  readonly #customer: string;
  readonly #storage: Storing | undefined;
  #current: Attempt | undefined;

  constructor(customer: string, storage: Storing | undefined) {
    this.#customer = customer;
    this.#storage = storage;
  }

  /** The order that was sent, and whose outcome isn't known. */
  get pending(): Attempt | undefined {
    const attempt = this.#stored() ?? this.#current;
    const mine = attempt?.customer === this.#customer && Date.now() - attempt.at < LASTS_MS;
    return mine ? attempt : undefined;
  }

  /** What to send for this order: the key of before, if the same order was sent before. */
  begin(wanted: Wanted): Attempt {
    const { pending } = this;
    if (pending && isSame(pending.wanted, wanted)) {
      return pending;
    }
    this.#current = { key: crypto.randomUUID(), wanted, customer: this.#customer, at: Date.now() };
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.#current));
    } catch {
      // A full or forbidden storage: the page itself still has it.
    }
    return this.#current;
  }

  /** The outcome is known: it was placed, or refused. */
  end(): void {
    this.#current = undefined;
    try {
      this.#storage?.removeItem(KEY);
    } catch {
      // Nothing was kept.
    }
  }

  #stored(): Attempt | undefined {
    try {
      const kept: unknown = JSON.parse(this.#storage?.getItem(KEY) ?? "null");
      return isAttempt(kept) ? kept : undefined;
    } catch {
      return undefined;
    }
  }
}

const DECIDED = new Set([400, 409, 422]);
const UNDECIDED = new Set(["urn:souk:problem:still-in-progress", "urn:souk:problem:changed-meanwhile"]);

/**
 * Whether the API looked at the order and refused it. After anything else it may have been placed, by this request or
 * by an earlier one under its key: a lost answer, a server's error, a session that was over when it was sent again.
 */
export function isRefusal(error: unknown): boolean {
  const { status = 0, type = "" } = (error ?? {}) as { status?: number; type?: string };
  return DECIDED.has(status) && !UNDECIDED.has(type);
}

export function isSame(one: Wanted, other: Wanted): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ lines, expected_total: total }: Wanted): string {
  const sorted = lines.map(({ sku, quantity }) => `${sku} ${quantity}`).sort();
  return JSON.stringify([sorted, total?.amount, total?.currency]);
}

function isAttempt(kept: unknown): kept is Attempt {
  const { key, wanted, at } = (kept ?? {}) as Partial<Attempt>;
  const lines: readonly Partial<Wanted["lines"][number]>[] | undefined = wanted?.lines;
  const whole = Array.isArray(lines) && lines.every((line) => typeof line?.sku === "string");
  return typeof key === "string" && typeof at === "number" && whole;
}
