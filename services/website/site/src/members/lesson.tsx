/** A text of a piece of content, loaded when somebody unfolds it. It is shown as it is written, and is never markup. */

import { useState } from "preact/hooks";

import { Failing, Loading } from "../parts/states.tsx";
import { useLoad } from "../use_load.ts";
import { titleOf } from "./parts_of.ts";

export function Lesson({ name, address }: { name: string; address: string }) {
  const [open, unfold] = useState(false);
  return (
    <details onToggle={(event) => event.currentTarget.open && unfold(true)}>
      <summary>{titleOf(name)}</summary>
      {open && <Text address={address} />}
    </details>
  );
}

function Text({ address }: { address: string }) {
  const { value, error, reload } = useLoad((signal) => read(address, signal), []);
  if (value === undefined) {
    return error === undefined ? <Loading /> : <Failing error={error} retry={reload} />;
  }
  return <div class="lesson">{value}</div>;
}

async function read(address: string, signal: AbortSignal): Promise<string> {
  const answer = await fetch(address, { signal, credentials: "omit" });
  if (!answer.ok) {
    throw Object.assign(new Error("refused"), { status: answer.status });
  }
  return answer.text();
}
