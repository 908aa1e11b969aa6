/** A list that the API gives page by page, asked for as it is read. */

import { SoukError } from "./errors.ts";

/** A page says where the next one is: by a cursor, or by a link relative to the list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor?: string | null;
  readonly links?: { readonly next: string | null };
}

export type ItemOf<P extends Page<unknown>> = P["items"][number];

type Position = Record<string, string>;

/** Nothing is asked before the first item is read; reading it again asks again. */
export class Pages<P extends Page<unknown>> implements AsyncIterable<ItemOf<P>> {
  readonly #ask: (position: Position) => Promise<P>;

  constructor(ask: (position: Position) => Promise<P>) {
    this.#ask = ask;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ItemOf<P>, void, undefined> {
    for await (const page of this.pages()) {
      yield* page.items as ItemOf<P>[];
    }
  }

  /** The pages as they come. */
  async *pages(): AsyncGenerator<P, void, undefined> {
    for (let position: Position | undefined = {}; position; ) {
      const page: P = await this.#ask(position);
      yield page;
      position = onward(position, after(page));
    }
  }

  /** The first page alone. */
  first(): Promise<P> {
    return this.#ask({});
  }

  /** Everything there is. */
  async toArray(): Promise<ItemOf<P>[]> {
    const items: ItemOf<P>[] = [];
    for await (const item of this) {
      items.push(item);
    }
    return items;
  }
}

function onward(here: Position, next: Position | undefined): Position | undefined {
  if (next && JSON.stringify(next) === JSON.stringify(here)) {
    throw new SoukError("a list goes on where it is: this would never end");
  }
  return next;
}

/** Of a link only the query is taken: a list never leads to another host, which would see the token. */
function after(page: Page<unknown>): Position | undefined {
  if (page.links) {
    return page.links.next ? Object.fromEntries(new URLSearchParams(page.links.next.replace(/^[^?]*\?/, ""))) : undefined;
  }
  return page.next_cursor ? { cursor: page.next_cursor } : undefined;
}
