/** A page that a link in a mail leads to. It asks first: programs that open every link of a mail do nothing here. */

import { useState } from "preact/hooks";

import { announce } from "../announce.ts";
import { texts } from "../texts/index.ts";
import { words } from "../texts/newsletter.ts";
import { Heading } from "./heading.tsx";
import { Empty, Failing, Waiting } from "./states.tsx";

export interface LinkAction {
  readonly token: string;
  readonly title: string;
  readonly lead: string;
  readonly button: string;
  readonly done: string;
  readonly doneHelp: string;
  readonly act: (token: string) => Promise<unknown>;
}

export function LinkActionPage({ token, title, lead, button, done, doneHelp, act }: LinkAction) {
  const [state, show] = useState<"asking" | "acting" | "done">("asking");
  const [error, fail] = useState<unknown>();
  const go = async () => {
    show("acting");
    fail(undefined);
    try {
      await act(token);
      show("done");
      announce(done);
    } catch (problem) {
      fail(problem);
      show("asking");
    }
  };
  return (
    <section class="sheet">
      <Heading title={state === "done" ? done : title} />
      {!token && (
        <Empty title={words.noLink}>
          <p>{words.noLinkHelp}</p>
        </Empty>
      )}
      {token && state !== "done" && (
        <>
          <p>{lead}</p>
          {error !== undefined && <Failing error={error} />}
          {state === "acting" && <Waiting />}
          <button type="button" class="button" disabled={state === "acting"} onClick={go}>
            {state === "acting" ? words.sending : button}
          </button>
        </>
      )}
      {state === "done" && (
        <>
          <p>{doneHelp}</p>
          <a class="button button-quiet" href="/">
            {texts.notFound.home}
          </a>
        </>
      )}
    </section>
  );
}
