/** A forgotten password: the address, then the code that was mailed to it and a new password. */

import { useState } from "preact/hooks";

import { Heading } from "../parts/heading.tsx";
import { words } from "../texts/account.ts";
import { signIn } from "./arrive.ts";
import { code, email, password } from "./checks.ts";
import { CodeField } from "./code_step.tsx";
import { accounts } from "./customer.ts";
import { focusHeading } from "./focus.ts";
import { EmailField, FormBody } from "./parts.tsx";
import { PasswordField } from "./password_field.tsx";
import { useForm } from "./use_form.ts";

interface ResetStepsProps {
  readonly email: string;
  /** The password is set, and somebody signed in with it. */
  readonly done: () => void;
  readonly back: () => void;
}

export function ResetSteps({ email: first, done, back }: ResetStepsProps) {
  const [address, mail] = useState<string>();
  const asking = useForm({
    name: "forgotten",
    initial: { email: first },
    checks: { email },
    send: async (fields) => {
      await accounts.forgotPassword(fields.email.trim());
      mail(fields.email.trim());
      focusHeading();
    },
  });
  const finish = () => {
    asking.clear();
    done();
  };
  return (
    <>
      <Heading title={words.reset.title} />
      {address ? (
        <NewPassword email={address} done={finish} />
      ) : (
        <>
          <p>{words.reset.help}</p>
          <FormBody form={asking} submit={words.reset.submit}>
            <EmailField {...asking.field("email")} />
          </FormBody>
        </>
      )}
      <button type="button" class="link" onClick={address ? () => mail(undefined) : back}>
        {words.back}
      </button>
    </>
  );
}

function NewPassword({ email: address, done }: { email: string; done: () => void }) {
  const form = useForm({
    name: "reset",
    initial: { code: "", password: "" },
    checks: { code, password },
    send: async (fields) => {
      await accounts.resetPassword(address, fields.code.replaceAll(/\s/g, ""), fields.password);
      await signIn(address, fields.password);
      done();
    },
  });
  return (
    <>
      <p role="status">{words.reset.codeHelp(address)}</p>
      <FormBody form={form} submit={words.reset.save}>
        <CodeField {...form.field("code")} />
        <PasswordField
          {...form.field("password")}
          label={words.fields.newPassword}
          help={words.checks.password}
          autocomplete="new-password"
        />
      </FormBody>
    </>
  );
}
