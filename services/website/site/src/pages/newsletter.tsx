/** The newsletter: an address, and the advice to look into the mailbox, the same for every address. */

import { useState } from "preact/hooks";

import { announce } from "../announce.ts";
import { useDraft } from "../drafts.ts";
import { Heading } from "../parts/heading.tsx";
import { Failing } from "../parts/states.tsx";
import { misfits } from "../problem_words.ts";
import { souk } from "../souk.ts";
import { words } from "../texts/newsletter.ts";

export default function NewsletterPage() {
  const draft = useDraft("newsletter", { email: "" });
  const [hours, show] = useState<number>();
  const [sending, send] = useState(false);
  const [error, fail] = useState<unknown>();
  const submit = async (event: Event) => {
    event.preventDefault();
    send(true);
    fail(undefined);
    try {
      const { link_valid_hours } = await souk.website.signUp({ email: draft.fields.email.trim() });
      draft.clear();
      show(link_valid_hours);
      announce(words.sent);
    } catch (problem) {
      fail(problem);
    } finally {
      send(false);
    }
  };
  if (hours !== undefined) {
    return (
      <section class="sheet">
        <Heading title={words.sent} />
        <p>{words.sentHelp(hours)}</p>
      </section>
    );
  }
  const reason = misfits(error).email;
  return (
    <section class="sheet">
      <Heading title={words.title} />
      <p>{words.lead}</p>
      <form onSubmit={submit}>
        <label class="field">
          <span>{words.email}</span>
          <input
            type="email"
            name="email"
            required
            maxLength={254}
            autoComplete="email"
            value={draft.fields.email}
            onInput={draft.type("email")}
            aria-invalid={reason !== undefined}
          />
        </label>
        {error !== undefined && <Failing error={error} />}
        <button class="button" disabled={sending}>
          {sending ? words.sending : words.submit}
        </button>
      </form>
    </section>
  );
}
