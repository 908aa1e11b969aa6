/** The customer's name: what a profile consists of. */

import type { users } from "souk-sdk";

import { souk } from "../souk.ts";
import { words } from "../texts/account.ts";
import { LIMITS, text } from "./checks.ts";
import { FormBody, TextField } from "./parts.tsx";
import { useForm } from "./use_form.ts";

interface NameFormProps {
  readonly name: string;
  readonly saved: (profile: users.Profile) => void;
}

export function NameForm({ name, saved }: NameFormProps) {
  const form = useForm({
    name: "profile",
    initial: { name },
    checks: { name: text(LIMITS.name) },
    send: async (fields) => {
      const profile = await souk.users.putProfile({ name: fields.name.trim() });
      form.clear();
      saved(profile);
    },
  });
  return (
    <FormBody form={form} submit={words.profile.save}>
      <TextField {...form.field("name")} label={words.fields.name} input={{ autoComplete: "name" }} />
    </FormBody>
  );
}
