/** What a customer leaves behind in this browser when they sign out: nothing that they typed. */

import { dropDraft } from "../drafts.ts";
import { navigate } from "../navigation.ts";

const FORMS = ["profile", "address", "leaving", "sign-in", "sign-up", "forgotten", "reset", "confirm"];

/** To the first page, before the session ends: the one that is left would ask to sign in. */
export function leavePage(): void {
  navigate("/");
  FORMS.forEach((form) => dropDraft(form));
}
