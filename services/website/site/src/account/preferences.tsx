/** Whether notifications come by mail, too: saved as soon as it is ticked, and back as it was if that fails. */

import { useState } from "preact/hooks";

import { Failing, Loading } from "../parts/states.tsx";
import { souk } from "../souk.ts";
import { words } from "../texts/account.ts";
import { useLoad } from "../use_load.ts";

export function Preferences() {
  const { value, error, reload } = useLoad((signal) => souk.notifications.getPreferences({ signal }), []);
  const [chosen, choose] = useState<boolean>();
  const [failure, fail] = useState<unknown>(undefined);
  const [saved, say] = useState("");
  const put = (mail: boolean) => {
    choose(mail);
    fail(undefined);
    say("");
    souk.notifications.putPreferences({ mail }).then(
      () => say(mail ? words.notifications.mailOn : words.notifications.mailOff),
      (cause: unknown) => (choose(!mail), fail(cause)),
    );
  };
  return (
    <>
      <h2>{words.notifications.preferences}</h2>
      {error !== undefined && <Failing error={error} retry={reload} />}
      {value ? (
        <label class="check">
          <input
            type="checkbox"
            checked={chosen ?? value.mail}
            onChange={(event) => put(event.currentTarget.checked)}
          />
          {words.notifications.mail}
        </label>
      ) : (
        error === undefined && <Loading />
      )}
      {failure !== undefined && <Failing error={failure} />}
      <p role="status">{saved}</p>
    </>
  );
}
