/** A new address. Its key stays while it is tried: a lost answer makes no second address. */

import { useRef } from "preact/hooks";
import type { users } from "souk-sdk";

import { souk } from "../souk.ts";
import { words } from "../texts/account.ts";
import { country, LIMITS, text } from "./checks.ts";
import { countries } from "./countries.ts";
import { FormBody, TextField, Wrong } from "./parts.tsx";
import { type FieldProps, useForm } from "./use_form.ts";

const EMPTY = { recipient: "", street: "", postal_code: "", city: "", country: "" };
const COMPLETIONS = {
  recipient: "name",
  street: "street-address",
  postal_code: "postal-code",
  city: "address-level2",
} as const;
const TEXTS = ["recipient", "street", "postal_code", "city"] as const;

export function AddressForm({ saved }: { saved: (address: users.Address) => void }) {
  const last = useRef({ key: "", sent: "" });
  const form = useForm({
    name: "address",
    initial: EMPTY,
    checks: { ...Object.fromEntries(TEXTS.map((name) => [name, text(LIMITS[name])])), country },
    send: async (fields) => {
      const wanted = trimmed(fields);
      const sent = JSON.stringify(wanted);
      last.current = last.current.sent === sent ? last.current : { key: crypto.randomUUID(), sent };
      const address = await souk.users.addAddress(wanted, { idempotencyKey: last.current.key });
      last.current = { key: "", sent: "" };
      form.clear();
      saved(address);
    },
  });
  return (
    <FormBody form={form} submit={words.profile.addSubmit}>
      {TEXTS.map((name) => (
        <TextField
          key={name}
          {...form.field(name)}
          label={words.fields[name]}
          input={{ autoComplete: COMPLETIONS[name] }}
        />
      ))}
      <CountryField {...form.field("country")} />
    </FormBody>
  );
}

function CountryField({ id, value, problem, onInput }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>{words.fields.country}</label>
      <select
        id={id}
        value={value}
        onInput={onInput}
        autoComplete="country"
        aria-invalid={problem ? "true" : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
      >
        <option value="">{words.fields.chooseCountry}</option>
        {countries().map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <Wrong id={id} problem={problem} />
    </div>
  );
}

function trimmed(fields: typeof EMPTY): users.AddAddress {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.trim()])) as typeof EMPTY;
}
