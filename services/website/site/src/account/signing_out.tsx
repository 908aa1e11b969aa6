/** Signing out: of this browser, or of every device. */

import { useState } from "preact/hooks";

import { announce } from "../announce.ts";
import { customer } from "../session.ts";
import { words } from "../texts/account.ts";
import { leavePage } from "./farewell.ts";
import { Refusal } from "./parts.tsx";

export function SigningOut() {
  const [failure, fail] = useState<unknown>(undefined);
  const { signedOut, signedOutEverywhere } = words.profile;
  const leave = (how: "signOut" | "signOutEverywhere", said: string) => async () => {
    fail(undefined);
    try {
      const current = await customer();
      if (how === "signOut") {
        leavePage();
        // Without a connection it ends in this browser alone.
        await current.signOut().catch(() => undefined);
      } else {
        await current.signOutEverywhere();
        leavePage();
      }
      announce(said);
    } catch (error) {
      fail(error);
    }
  };
  return (
    <>
      <h2>{words.profile.session}</h2>
      <p class="form-end">
        <button type="button" class="button button-quiet" onClick={leave("signOut", signedOut)}>
          {words.profile.signOut}
        </button>
        <span class="fine">{words.profile.signOutHelp}</span>
      </p>
      <p class="form-end">
        <button type="button" class="button button-quiet" onClick={leave("signOutEverywhere", signedOutEverywhere)}>
          {words.profile.everywhere}
        </button>
        <span class="fine">{words.profile.everywhereHelp}</span>
      </p>
      {failure !== undefined && <Refusal error={failure} />}
    </>
  );
}
