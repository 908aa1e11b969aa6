/** Cancelling an order: asked twice, because it can't be undone. */

import { useState } from "preact/hooks";

import { announce } from "../announce.ts";
import { Failing } from "../parts/states.tsx";
import { souk } from "../souk.ts";
import { words } from "../texts/account.ts";
import { focusHeading } from "./focus.ts";

interface CancellingProps {
  readonly id: string;
  /** It was cancelled, or couldn't be: the order is looked at again. */
  readonly changed: () => Promise<unknown>;
}

export function Cancelling({ id, changed }: CancellingProps) {
  const [sure, ask] = useState(false);
  const [busy, work] = useState(false);
  const [failure, fail] = useState<unknown>(undefined);
  const cancel = async () => {
    work(true);
    fail(undefined);
    try {
      await souk.orders.cancelOrder(id);
      announce(words.order.cancelled);
    } catch (error) {
      fail(error);
    }
    await changed().catch(() => undefined);
    work(false);
    ask(false);
    focusHeading();
  };
  return (
    <>
      {failure !== undefined && <Failing error={failure} />}
      {sure ? (
        <div class="notice" role="group" aria-label={words.order.sure}>
          <p>{words.order.sure}</p>
          <p class="form-end">
            <button type="button" class="button button-quiet button-alarm" onClick={() => busy || cancel()}>
              {busy ? words.sending : words.order.yes}
            </button>
            <button type="button" class="button button-quiet" onClick={() => ask(false)} ref={focused}>
              {words.order.no}
            </button>
          </p>
        </div>
      ) : (
        <p>
          <button type="button" class="button button-quiet" onClick={() => ask(true)}>
            {words.order.cancel}
          </button>
        </p>
      )}
    </>
  );
}

/** The safe answer has the focus when the question comes up. */
function focused(button: HTMLButtonElement | null): void {
  button?.focus();
}
