/** The SDK's session of this shop's user pool, loaded by pages that sign in, and by requests for one's own things. */

import { Accounts, Session } from "souk-sdk";

import { settings } from "../settings.ts";

const pool = {
  userPoolId: settings.user_pool_id,
  clientId: settings.user_pool_client_id,
  endpointUrl: settings.user_pool_endpoint,
};

export const accounts = new Accounts(pool);

/** `tell` hears of the address of whoever signs in, and of undefined when the session ends. */
export function newCustomer(key: string, tell: (email: string | undefined) => void): Session {
  const customer = new Session({ ...pool, key, storage: storage() });
  customer.watch(() => tell(customer.username));
  tell(customer.username);
  return customer;
}

/** Undefined where it is forbidden: the session then lasts as long as the page. */
function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
