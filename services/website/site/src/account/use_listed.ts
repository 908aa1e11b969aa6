/** A list in a page: its first page at once, the next ones on request. A failure leaves what is there. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Page } from "souk-sdk";

import { appended, type Listed, NOTHING, refreshed } from "./paging.ts";

export interface UseListed<Item> {
  readonly list: Listed<Item>;
  readonly loading: boolean;
  readonly error: unknown;
  /** The next page, or the first one if that failed. */
  readonly more: () => void;
  /** Look at the first page again, quietly. */
  readonly refresh: (signal: AbortSignal) => Promise<Listed<Item>>;
  readonly replace: (item: Item) => void;
}

type Load<Item> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>;

export function useListed<Item extends { readonly id: string }>(load: Load<Item>): UseListed<Item> {
  const [list, show] = useState<Listed<Item>>(NOTHING);
  const latest = useRef(list);
  latest.current = list;
  const [loading, wait] = useState(true);
  const [error, fail] = useState<unknown>(undefined);
  const [control] = useState(() => new AbortController());
  const fetch = (cursor: string | undefined) => {
    wait(true);
    fail(undefined);
    load(cursor, control.signal)
      .then((page) => show((here) => appended(here, page)))
      .catch((cause: unknown) => control.signal.aborted || fail(cause))
      .finally(() => control.signal.aborted || wait(false));
  };
  useEffect(() => {
    fetch(undefined);
    return () => control.abort();
  }, []);
  const refresh = async (signal: AbortSignal) => {
    const first = await load(undefined, signal);
    show((here) => refreshed(here, first));
    return refreshed(latest.current, first);
  };
  const replace = (item: Item) =>
    show(({ items, next }) => ({ items: items.map((each) => (each.id === item.id ? item : each)), next }));
  return { list, loading, error, more: () => fetch(list.next), refresh, replace };
}
