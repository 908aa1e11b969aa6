/** What a page shows while it waits, and when it waited in vain. */

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { traceOf, wordsFor } from "../problem_words.ts";
import { texts } from "../texts/index.ts";

const SLOW_MS = 2000;

/** A placeholder that says after two seconds that it takes longer. */
export function Loading() {
  const slow = useSlow();
  return (
    <p class="state state-loading" role="status">
      <span class="spinner" aria-hidden="true" />
      {slow ? texts.states.slow : texts.states.loading}
    </p>
  );
}

/** Nothing for two seconds, then the words that it takes longer; what is shown below stays. */
export function Waiting() {
  const slow = useSlow();
  return (
    <p class={slow ? "state" : "unseen"} role="status">
      {slow && texts.states.slow}
    </p>
  );
}

/** Whether this component has been shown for two seconds. */
function useSlow(): boolean {
  const [slow, say] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => say(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return slow;
}

/** A problem in words, with a way to try again, which the browser also does when it is online again. */
export function Failing({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { title, help } = wordsFor(error);
  const trace = traceOf(error);
  useEffect(() => {
    if (retry) {
      addEventListener("online", retry);
      return () => removeEventListener("online", retry);
    }
    return undefined;
  }, [retry]);
  return (
    <div class="state state-failing" role="alert">
      <p>
        <strong>{title}</strong> {help}
      </p>
      {trace && (
        <p class="fine">
          {texts.states.trace}: <code>{trace}</code>
        </p>
      )}
      {retry && (
        <button type="button" class="button button-quiet" onClick={retry}>
          {texts.states.retry}
        </button>
      )}
    </div>
  );
}

/** Nothing here, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="state state-empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  );
}
