/** A value that others watch: what the basket, the session and the catalogue are kept in. */

export type Watcher<T> = (value: T) => void;

export class Store<T> {
  #value: T;
  readonly #watchers = new Set<Watcher<T>>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (!Object.is(value, this.#value)) {
      this.#value = value;
      this.#watchers.forEach((watcher) => watcher(value));
    }
  }

  /** Hear of each later value, until the returned function is called. */
  watch(watcher: Watcher<T>): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}
