/** What the forms of customers consist of: a field with its label and problem, the button, and what failed. */

import type { ComponentChildren, ComponentProps } from "preact";

import { Failing, Waiting } from "../parts/states.tsx";
import { words } from "../texts/account.ts";
import { reasonWords } from "./reasons.ts";
import type { FieldProps, Form } from "./use_form.ts";

interface InputProps {
  readonly type?: "text" | "email" | "password";
  /** What the browser may fill in. */
  readonly autoComplete?: string;
  readonly inputMode?: "numeric";
  readonly maxLength?: number;
}

interface TextFieldProps extends FieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly input?: InputProps;
  readonly children?: ComponentChildren;
}

export function TextField({ id, value, problem, onInput, label, help, input, children }: TextFieldProps) {
  const described = [help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(" ") || undefined;
  // Preact's types have a variant for each `type`, and none for one that changes.
  const aria = { "aria-invalid": problem ? "true" : undefined, "aria-describedby": described };
  const attributes = { ...input, ...aria } as ComponentProps<"input">;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {help && (
        <p class="fine field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <input {...attributes} id={id} value={value} onInput={onInput} />
      <Wrong id={id} problem={problem} />
      {children}
    </div>
  );
}

/** The address of an account, which password managers take for its name. */
export function EmailField(field: FieldProps) {
  return <TextField {...field} label={words.fields.email} input={{ type: "email", autoComplete: "username" }} />;
}

export function Wrong({ id, problem }: { id: string; problem: string | undefined }) {
  return problem ? (
    <p class="field-problem" id={`${id}-problem`}>
      {problem}
    </p>
  ) : null;
}

interface FormBodyProps {
  readonly form: Pick<Form<Record<string, string>>, "busy" | "failure" | "submit">;
  readonly submit: string;
  readonly children: ComponentChildren;
  /** Beside the button. */
  readonly more?: ComponentChildren;
}

/** The browser's own bubbles are off: the same words stand beside each field, where they stay. */
export function FormBody({ form: { busy, failure, submit: send }, submit, children, more }: FormBodyProps) {
  return (
    <form onSubmit={send} noValidate>
      {children}
      {failure !== undefined && <Refusal error={failure} />}
      {busy && <Waiting />}
      <p class="form-end">
        <button type="submit" class="button" aria-disabled={busy ? "true" : undefined}>
          {busy ? words.sending : submit}
        </button>
        {more}
      </p>
    </form>
  );
}

/** A refusal of the user pool, or any other failure, in words. */
export function Refusal({ error }: { error: unknown }) {
  const said = reasonWords(error);
  return said ? (
    <div class="state state-failing" role="alert">
      <p>
        <strong>{said.title}</strong> {said.help}
      </p>
    </div>
  ) : (
    <Failing error={error} />
  );
}
