/** A form: keeps what was typed, checks it before it is sent, and leads to the first field with something wrong. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { announce } from "../announce.ts";
import { useDraft, type Fields } from "../drafts.ts";
import { misfits } from "../problem_words.ts";
import { words } from "../texts/account.ts";
import { type Check, wrongIn } from "./checks.ts";
import { fieldOf } from "./reasons.ts";

export interface FormOptions<F extends Fields> {
  /** Its name among the drafts. */
  readonly name: string;
  readonly initial: F;
  readonly checks: Partial<Record<keyof F, Check>>;
  /** Send it. What it throws is shown, beside its field where it has one; nothing typed is lost. */
  readonly send: (fields: F) => Promise<void>;
}

export interface FieldProps {
  readonly id: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onInput: (event: Event) => void;
}

export interface Form<F extends Fields> {
  readonly fields: F;
  readonly busy: boolean;
  /** The failure that belongs to no field. */
  readonly failure: unknown;
  readonly field: (name: keyof F & string) => FieldProps;
  readonly submit: (event: Event) => void;
  readonly clear: () => void;
}

export function useForm<F extends Fields>({ name, initial, checks, send }: FormOptions<F>): Form<F> {
  const draft = useDraft(name, initial);
  const [wrong, setWrong] = useState<Partial<Record<string, string>>>({});
  const [failure, fail] = useState<unknown>(undefined);
  const [busy, setBusy] = useState(false);
  const focus = useFocusOnWrong();
  const refuse = (problems: Partial<Record<string, string>>) => {
    setWrong(problems);
    focus(name);
    announce(words.checks.count(Object.keys(problems).length));
  };
  const deliver = async () => {
    const problems = wrongIn(draft.fields, checks);
    fail(undefined);
    setWrong({});
    if (Object.keys(problems).length) {
      return refuse(problems);
    }
    setBusy(true);
    try {
      await send(draft.fields);
    } catch (error) {
      const beside = besideFields(error, Object.keys(initial));
      Object.keys(beside).length ? refuse(beside) : fail(error);
    } finally {
      setBusy(false);
    }
  };
  const field = (each: keyof F & string) => ({
    id: `${name}-${each}`,
    value: draft.fields[each] ?? "",
    problem: wrong[each],
    onInput: (event: Event) => {
      draft.type(each)(event);
      setWrong(({ [each]: _, ...others }) => others);
    },
  });
  const submit = (event: Event) => {
    event.preventDefault();
    // A second click, or Enter, while it is being sent.
    void (busy || deliver());
  };
  return { fields: draft.fields, busy, failure, field, submit, clear: draft.clear };
}

/** What the API or the user pool says of a field that the form has. */
function besideFields(error: unknown, names: readonly string[]): Partial<Record<string, string>> {
  const all = { ...misfits(error), ...fieldOf(error) };
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

/** After the next drawing, the first wrong field of a form has the focus. */
function useFocusOnWrong(): (form: string) => void {
  const [wanted, want] = useState({ form: "" });
  const last = useRef(wanted);
  useLayoutEffect(() => {
    if (wanted !== last.current) {
      last.current = wanted;
      document.querySelector<HTMLElement>(`[id^="${wanted.form}-"][aria-invalid="true"]`)?.focus();
    }
  }, [wanted]);
  return (form) => want({ form });
}
