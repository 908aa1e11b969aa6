/** A list that the API gives page by page, asked for as it is read. */

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
    for await (const page of this.byPage()) {
      yield* page.items as ItemOf<P>[];
    }
  }

  /** The pages as they come. */
  async *byPage(): AsyncGenerator<P, void, undefined> {
    for (let position: Position | undefined = {}; position; ) {
      const page: P = await this.#ask(position);
      yield page;
      position = after(page);
    }
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

function after(page: Page<unknown>): Position | undefined {
  if (page.links) {
    return page.links.next ? Object.fromEntries(new URLSearchParams(page.links.next.replace(/^[^?]*\?/, ""))) : undefined;
  }
  return page.next_cursor ? { cursor: page.next_cursor } : undefined;
}
