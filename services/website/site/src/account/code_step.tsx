/** The second step of an account: the code that was mailed, and another one if it doesn't come. */

import { useState } from "preact/hooks";

import { announce } from "../announce.ts";
import { Heading } from "../parts/heading.tsx";
import { words } from "../texts/account.ts";
import { code } from "./checks.ts";
import { accounts } from "./customer.ts";
import { FormBody, Refusal, TextField } from "./parts.tsx";
import { reasonOf } from "./reasons.ts";
import { useForm } from "./use_form.ts";

interface CodeStepProps {
  readonly email: string;
  /** The address is confirmed. */
  readonly done: () => Promise<void>;
  readonly change: () => void;
}

export function CodeStep({ email, done, change }: CodeStepProps) {
  const form = useForm({
    name: "confirm",
    initial: { code: "" },
    checks: { code },
    send: async ({ code: typed }) => {
      await accounts.confirmSignUp(email, typed.replaceAll(/\s/g, "")).catch((error: unknown) => {
        // Confirmed by a request whose answer was lost, or in another tab.
        if (reasonOf(error) !== "already-confirmed") {
          throw error;
        }
      });
      await done();
    },
  });
  const resending = useResend(email);
  return (
    <>
      <Heading title={words.signUp.codeTitle} />
      <p>{words.signUp.codeHelp(email)}</p>
      <FormBody form={form} submit={words.signUp.confirm}>
        <CodeField {...form.field("code")} />
      </FormBody>
      {resending.failure !== undefined && <Refusal error={resending.failure} />}
      <p class="form-end">
        <button type="button" class="button button-quiet" onClick={resending.resend}>
          {words.signUp.resend}
        </button>
        <button type="button" class="button button-quiet" onClick={change}>
          {words.signUp.otherAddress}
        </button>
      </p>
      <p role="status">{resending.sent ? words.signUp.resent : ""}</p>
    </>
  );
}

export function CodeField(field: Omit<Parameters<typeof TextField>[0], "label">) {
  const input = { inputMode: "numeric", autoComplete: "one-time-code", maxLength: 12 } as const;
  return <TextField {...field} label={words.fields.code} input={input} />;
}

function useResend(email: string) {
  const [sent, say] = useState(false);
  const [failure, fail] = useState<unknown>(undefined);
  const resend = () => {
    fail(undefined);
    say(false);
    accounts.resendCode(email).then(() => (say(true), announce(words.signUp.resent)), fail);
  };
  return { sent, failure, resend };
}
