/** Leaving the shop: confirmed by a typed word, then the account is gone and so is the session, everywhere. */

import { announce } from "../announce.ts";
import { customer } from "../session.ts";
import { souk } from "../souk.ts";
import { words } from "../texts/account.ts";
import { leavePage } from "./farewell.ts";
import { FormBody, TextField } from "./parts.tsx";
import { useForm } from "./use_form.ts";

export function Leaving() {
  const form = useForm({
    name: "leaving",
    initial: { word: "" },
    checks: { word: (value) => (value.trim() === words.profile.leaveWord ? undefined : words.profile.leaveWrong) },
    send: async () => {
      await souk.users.eraseMe();
      leavePage();
      // The user pool ended all sessions with the account.
      (await customer()).forget();
      announce(words.profile.left);
    },
  });
  return (
    <>
      <h2>{words.profile.leave}</h2>
      <p>{words.profile.leaveHelp}</p>
      <FormBody form={form} submit={words.profile.leaveSubmit}>
        <TextField {...form.field("word")} label={words.profile.leaveType} input={{ autoComplete: "off" }} />
      </FormBody>
    </>
  );
}
