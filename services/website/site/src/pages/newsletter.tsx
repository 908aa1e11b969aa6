/** The newsletter: an address, and the advice to look into the mailbox, the same for every address. */

import "../styles/account.css";

import { useState } from "preact/hooks";

import { email } from "../account/checks.ts";
import { focusHeading } from "../account/focus.ts";
import { FormBody, TextField } from "../account/parts.tsx";
import { useForm } from "../account/use_form.ts";
import { announce } from "../announce.ts";
import { Heading } from "../parts/heading.tsx";
import { souk } from "../souk.ts";
import { words } from "../texts/newsletter.ts";

export default function NewsletterPage() {
  const [hours, show] = useState<number>();
  const form = useForm({
    name: "newsletter",
    initial: { email: "" },
    checks: { email },
    send: async (fields) => {
      const { link_valid_hours } = await souk.website.signUp({ email: fields.email.trim() });
      form.clear();
      show(link_valid_hours);
      announce(words.sent);
      focusHeading();
    },
  });
  return (
    <section class="sheet">
      {hours === undefined ? (
        <>
          <Heading title={words.title} />
          <p>{words.lead}</p>
          <FormBody form={form} submit={words.submit}>
            <TextField
              {...form.field("email")}
              label={words.email}
              input={{ type: "email", autoComplete: "email", maxLength: 254 }}
            />
          </FormBody>
        </>
      ) : (
        <>
          <Heading title={words.sent} />
          <p>{words.sentHelp(hours)}</p>
        </>
      )}
    </section>
  );
}
