/** Signing in from a form: the session begins, a profile is there, and the page that one came from comes back. */

import { announce } from "../announce.ts";
import { navigate } from "../navigation.ts";
import { customer, session } from "../session.ts";
import { words } from "../texts/account.ts";
import { wayBack } from "./back.ts";

export async function signIn(email: string, password: string): Promise<void> {
  await (await customer()).signIn(email.trim(), password);
}

/** The name of the sign-up becomes the profile's. If this fails, the checkout and the profile's page ask for it. */
export async function introduce(name: string): Promise<void> {
  if (name.trim()) {
    const { souk } = await import("../souk.ts");
    await souk.users.putProfile({ name: name.trim() }).catch(() => undefined);
  }
}

/** To the page that one came from, once somebody is signed in. */
export function goBack(query: URLSearchParams): void {
  navigate(wayBack(query, location.origin), { replace: true });
  announce(words.signIn.welcome(session.value?.email ?? ""));
}
