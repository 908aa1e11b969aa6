/** Signing in, confirming an address that isn't yet, and setting another password. */

import "../styles/account.css";

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { goBack, signIn } from "../account/arrive.ts";
import { by, wayBack } from "../account/back.ts";
import { email, filled } from "../account/checks.ts";
import { CodeStep } from "../account/code_step.tsx";
import { focusHeading } from "../account/focus.ts";
import { EmailField, FormBody } from "../account/parts.tsx";
import { PasswordField } from "../account/password_field.tsx";
import { reasonOf } from "../account/reasons.ts";
import { ResetSteps } from "../account/reset_steps.tsx";
import { useForm } from "../account/use_form.ts";
import type { Page } from "../page.ts";
import { Heading } from "../parts/heading.tsx";
import { session } from "../session.ts";
import { words } from "../texts/account.ts";
import { useStore } from "../use_store.ts";

const SignInPage: Page = ({ query }) => {
  const customer = useStore(session);
  const [step, show] = useState<"password" | "code" | "forgotten">("password");
  const go = (next: typeof step) => {
    show(next);
    focusHeading();
  };
  const form = useForm({
    name: "sign-in",
    initial: { email: "", password: "" },
    checks: { email, password: filled },
    send: async (fields) => {
      try {
        await signIn(fields.email, fields.password);
      } catch (error) {
        if (reasonOf(error) !== "not-confirmed") {
          throw error;
        }
        return go("code");
      }
      arrive();
    },
  });
  const address = form.fields.email.trim();
  const arrive = () => {
    form.clear();
    goBack(query);
  };
  const back = wayBack(query, location.origin);
  if (step === "code") {
    const done = () => signIn(address, form.fields.password).then(arrive);
    return <Sheet><CodeStep email={address} done={done} change={() => go("password")} /></Sheet>;
  }
  if (step === "forgotten") {
    return <Sheet><ResetSteps email={address} done={arrive} back={() => go("password")} /></Sheet>;
  }
  return (
    <Sheet>
      <Heading title={words.signIn.title} />
      {customer ? <Already email={customer.email} back={back} /> : back !== "/" && <p>{words.signIn.first}</p>}
      <FormBody
        form={form}
        submit={words.signIn.submit}
        more={
          <button type="button" class="link" onClick={() => go("forgotten")}>
            {words.signIn.forgot}
          </button>
        }
      >
        <EmailField {...form.field("email")} />
        <PasswordField {...form.field("password")} autocomplete="current-password" />
      </FormBody>
      <p>
        {words.signIn.none} <a href={by("/sign-up", back)}>{words.signUp.title}</a>
      </p>
    </Sheet>
  );
};

export default SignInPage;

function Sheet({ children }: { children: ComponentChildren }) {
  return <section class="sheet">{children}</section>;
}

function Already({ email: address, back }: { email: string; back: string }) {
  return (
    <p class="notice">
      {words.signIn.already(address)} <a href={back}>{words.signIn.onward}</a>
    </p>
  );
}
