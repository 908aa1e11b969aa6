/** The status of an order in words, and whether it may still change. */

import type { orders } from "souk-sdk";

import { words } from "../texts/account.ts";

const LAST = new Set<string>(["shipped", "cancelled"]);

export function isFinal({ status }: Pick<orders.Order, "status">): boolean {
  return LAST.has(status);
}

/** A status that is younger than this page is shown as it is. */
export function statusWords(status: string): string {
  return Object.hasOwn(words.status, status) ? (words.status[status] ?? status) : status;
}
