/** Creating an account: address, name and password, then the code that was mailed. */

import "../styles/account.css";

import { useState } from "preact/hooks";

import { goBack, introduce, signIn } from "../account/arrive.ts";
import { by, wayBack } from "../account/back.ts";
import { email, LIMITS, password, text } from "../account/checks.ts";
import { CodeStep } from "../account/code_step.tsx";
import { accounts } from "../account/customer.ts";
import { focusHeading } from "../account/focus.ts";
import { EmailField, FormBody, TextField } from "../account/parts.tsx";
import { PasswordField } from "../account/password_field.tsx";
import { useForm } from "../account/use_form.ts";
import { writeDraft } from "../drafts.ts";
import { navigate } from "../navigation.ts";
import type { Page } from "../page.ts";
import { Heading } from "../parts/heading.tsx";
import { words } from "../texts/account.ts";

const SignUpPage: Page = ({ query }) => {
  const [step, show] = useState<"account" | "code">("account");
  const go = (next: typeof step) => {
    show(next);
    focusHeading();
  };
  const form = useForm({
    name: "sign-up",
    initial: { name: "", email: "", password: "" },
    checks: { name: text(LIMITS.name), email, password },
    send: async (fields) => {
      await accounts.signUp(fields.email.trim(), fields.password, { name: fields.name.trim() });
      go("code");
    },
  });
  const address = form.fields.email.trim();
  const done = async () => {
    await signIn(address, form.fields.password);
    await introduce(form.fields.name);
    form.clear();
    goBack(query);
  };
  const back = wayBack(query, location.origin);
  const toSignIn = () => {
    writeDraft("sign-in", { email: address });
    navigate(by("/sign-in", back));
  };
  return (
    <section class="sheet">
      {step === "code" ? (
        <CodeStep email={address} done={done} change={() => go("account")} />
      ) : (
        <>
          <Heading title={words.signUp.title} />
          <FormBody form={form} submit={words.signUp.submit}>
            <TextField {...form.field("name")} label={words.fields.name} input={{ autoComplete: "name" }} />
            <EmailField {...form.field("email")} />
            <PasswordField {...form.field("password")} help={words.checks.password} autocomplete="new-password" />
          </FormBody>
          <p>
            {words.signUp.have}{" "}
            <button type="button" class="link" onClick={toSignIn}>
              {words.signIn.submit}
            </button>
          </p>
        </>
      )}
    </section>
  );
};

export default SignUpPage;
