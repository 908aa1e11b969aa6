/**
 * Whether a customer is signed in, and who authorizes their requests. Small, because every page loads it: signing in
 * itself, by SRP, is in the pages that need it.
 */

import type { Auth } from "souk-sdk";

import { Store } from "./store.ts";

export interface Session {
  readonly email: string;
}

/** The signed-in customer. */
export const session = new Store<Session | undefined>(undefined);

let authorizer: Auth | undefined;

/** A page that needs a customer shows the way to sign in when this is thrown. */
export class NotSignedIn extends Error {
  override readonly name = "NotSignedIn";
}

/** Authorizes the customer's requests, as `souk.ts` asks it to. */
export const authorization: Auth = {
  async authorize(request) {
    if (!authorizer) {
      throw new NotSignedIn("nobody is signed in");
    }
    await authorizer.authorize(request);
  },
  renew: (refused) => authorizer?.renew?.(refused) ?? false,
};

/** Requests are this customer's from now on. */
export function begin(customer: Session, auth: Auth): void {
  authorizer = auth;
  session.set(customer);
}

/** Requests are nobody's from now on. */
export function end(): void {
  authorizer = undefined;
  session.set(undefined);
}
