/** A list that grows page by page, and whose first page can be looked at again without losing the others. */

import type { Page } from "souk-sdk";

export interface Listed<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; undefined after the last. */
  readonly next: string | undefined;
}

export const NOTHING: Listed<never> = { items: [], next: undefined };

/** The items of a page after those that are here. */
export function appended<Item extends { readonly id: string }>(here: Listed<Item>, page: Page<Item>): Listed<Item> {
  const ids = new Set(here.items.map(({ id }) => id));
  return { items: [...here.items, ...page.items.filter(({ id }) => !ids.has(id))], next: nextOf(page) };
}

/** The first page as it is now: items that are new come first, others are replaced. */
export function refreshed<Item extends { readonly id: string }>(here: Listed<Item>, first: Page<Item>): Listed<Item> {
  const now = new Map(first.items.map((item) => [item.id, item]));
  const ids = new Set(here.items.map(({ id }) => id));
  const fresh = first.items.filter(({ id }) => !ids.has(id));
  const items = [...fresh, ...here.items.map((item) => now.get(item.id) ?? item)];
  return { items, next: here.items.length ? here.next : nextOf(first) };
}

/** Lists say it in two ways: by a cursor, or by a link. */
function nextOf({ links, next_cursor: cursor }: Page<unknown>): string | undefined {
  const query = new URLSearchParams(links?.next?.replace(/^[^?]*\?/, "") ?? "");
  return cursor ?? query.get("cursor") ?? undefined;
}
