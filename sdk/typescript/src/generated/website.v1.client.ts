// Generated from contracts/openapi by `souk sdk`. Do not edit.

import { Api, callOf, type CallOptions } from "../api.ts";
import type { paths, SignUp, SignedUp } from "./website.v1.ts";

/** The newsletter of the shop, and the pictures of its products. */
export class WebsiteV1 extends Api<paths> {
  /**
   * Sign up for the newsletter. For everyone. The address gets a mail with a link to confirm, unless it is
   * subscribed already; the answer is the same. A repeated sign-up has no further effect, but for another mail if
   * the last one is ten minutes old. The number of sign-ups an hour is limited, by address and by caller.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Unprocessable: The request doesn't fit the contract.
   * @throws TooManySignUps: There were too many sign-ups from here, or with this address.
   */
  signUp(body: SignUp, options: CallOptions = {}): Promise<SignedUp> {
    const call = { ...callOf(options), operation: "signUp", secured: false, repeatable: false };
    return this.ask<SignedUp>(call, (fetch) =>
      this.http.POST("/subscribers", { body, fetch }),
    );
  }
}
