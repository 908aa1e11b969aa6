/** What a customer leaves behind in this browser when they sign out: nothing that they typed. */

import { dropDrafts } from "../drafts.ts";
import { navigate } from "../navigation.ts";

/** To the first page, before the session ends: the one that is left would ask to sign in. */
export function leavePage(): void {
  navigate("/");
  dropDrafts();
}
