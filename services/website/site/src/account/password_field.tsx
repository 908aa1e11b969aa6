/** A password, which can be shown: a person who sees it needs not to type it twice. */

import { useState } from "preact/hooks";

import { words } from "../texts/account.ts";
import { TextField } from "./parts.tsx";
import type { FieldProps } from "./use_form.ts";

interface PasswordFieldProps extends FieldProps {
  readonly label?: string;
  readonly help?: string;
  readonly autocomplete: "current-password" | "new-password";
}

export function PasswordField({ label = words.fields.password, autocomplete, ...field }: PasswordFieldProps) {
  const [shown, show] = useState(false);
  return (
    <TextField {...field} label={label} input={{ type: shown ? "text" : "password", autoComplete: autocomplete }}>
      <label class="check">
        <input type="checkbox" checked={shown} onChange={() => show(!shown)} />
        {words.showPassword}
      </label>
    </TextField>
  );
}
