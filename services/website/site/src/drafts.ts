/** What is typed into a form is kept by the tab until the form was sent; secrets never are. */

import { useState } from "preact/hooks";

export type Fields = Readonly<Record<string, string>>;

type Keeping = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const PREFIX = "souk-draft-";
const SECRET = /password|(?<!postal_)code|token|secret/i;

/** The kept fields of a form, among those that it has. */
export function readDraft<F extends Fields>(form: string, fields: F, storage = tabs()): F {
  try {
    const kept = (JSON.parse(storage?.getItem(key(form)) ?? "{}") ?? {}) as Record<string, unknown>;
    const typed = Object.keys(fields).filter((name) => typeof kept[name] === "string" && !SECRET.test(name));
    return { ...fields, ...Object.fromEntries(typed.map((name) => [name, kept[name]])) };
  } catch {
    return fields;
  }
}

export function writeDraft(form: string, fields: Fields, storage = tabs()): void {
  const harmless = Object.entries(fields).filter(([name]) => !SECRET.test(name));
  try {
    storage?.setItem(key(form), JSON.stringify(Object.fromEntries(harmless)));
  } catch {
    // A full or forbidden storage keeps nothing; the form itself still has it.
  }
}

export function dropDraft(form: string, storage = tabs()): void {
  storage?.removeItem(key(form));
}

/** Those of all forms. */
export function dropDrafts(storage: Pick<Keeping, "removeItem"> | undefined = tabs()): void {
  Object.keys(storage ?? {})
    .filter((name) => name.startsWith(PREFIX))
    .forEach((name) => storage?.removeItem(name));
}

export interface Draft<F extends Fields> {
  readonly fields: F;
  /** Take over what was typed: `onInput={draft.type("name")}`. */
  readonly type: (name: keyof F & string) => (event: Event) => void;
  /** The form was sent, or given up. */
  readonly clear: () => void;
}

/** The fields of a form, as they were typed before the page was left or loaded again. */
export function useDraft<F extends Fields>(form: string, initial: F): Draft<F> {
  const [fields, show] = useState(() => readDraft(form, initial));
  const type = (name: keyof F & string) => (event: Event) => {
    const { value } = event.currentTarget as HTMLInputElement;
    show((last) => {
      const next = { ...last, [name]: value };
      writeDraft(form, next);
      return next;
    });
  };
  const clear = () => {
    dropDraft(form);
    show(initial);
  };
  return { fields, type, clear };
}

function key(form: string): string {
  return `${PREFIX}${form}`;
}

/** The tab's storage; undefined where it is forbidden. */
function tabs(): Keeping | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
