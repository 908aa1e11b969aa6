/**
 * Whether a customer is signed in, and who authorizes their requests. Small, because every page loads it: the SDK's session,
 * which signs in and renews, is loaded by `customer()` when it is needed. Both read the same key of the browser's storage.
 */

import type { Auth, Session as Customer } from "souk-sdk";

import { Store } from "./store.ts";

export const SESSION_KEY = "souk-session";

export interface Session {
  readonly email: string;
}

/** The signed-in customer. */
export const session = new Store<Session | undefined>(kept());

/** A page that needs a customer shows the way to sign in when this is thrown. */
export class NotSignedIn extends Error {
  override readonly name = "NotSignedIn";
}

let loaded: Customer | undefined;

/** The SDK's session: signs in, renews and signs out. */
export async function customer(): Promise<Customer> {
  if (!loaded) {
    const module = await import("./account/customer.ts");
    loaded ??= module.newCustomer(SESSION_KEY, show);
  }
  return loaded;
}

/** Authorizes the customer's requests, as `souk.ts` asks it to. */
export const authorization: Auth = {
  async authorize(request) {
    const current = await customer();
    await current.authorize(request).catch((error: unknown) => {
      // A user pool that was asked too often refuses as well, and the session goes on.
      throw current.username === undefined ? new NotSignedIn("nobody is signed in", { cause: error }) : error;
    });
  },
  renew: (refused) => loaded?.renew(refused) ?? false,
};

/** Follow the changes of other tabs. */
export function follow(): void {
  addEventListener("storage", ({ key }) => {
    loaded?.follow(key);
    if (!loaded && (key === SESSION_KEY || key === null)) {
      session.set(kept());
    }
  });
}

function show(email: string | undefined): void {
  session.set(email === undefined ? undefined : { email });
}

/** The address in what the SDK's session keeps. */
function kept(): Session | undefined {
  try {
    const { username } = JSON.parse(globalThis.localStorage?.getItem(SESSION_KEY) ?? "{}");
    return typeof username === "string" ? { email: username } : undefined;
  } catch {
    return undefined;
  }
}
