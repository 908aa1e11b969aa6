/** The customer's profile and addresses; somebody who has just signed up may have no profile. */

import { useState } from "preact/hooks";
import type { users } from "souk-sdk";

import { souk } from "../souk.ts";
import { useLoad } from "../use_load.ts";

export interface CustomerData {
  /** Undefined until a name was saved. */
  readonly profile: users.Profile | undefined;
  readonly addresses: readonly users.Address[];
}

export interface UseCustomerData {
  readonly data: CustomerData | undefined;
  readonly error: unknown;
  readonly reload: () => void;
  readonly change: (change: Partial<CustomerData>) => void;
}

export function useCustomerData(): UseCustomerData {
  const { value, error, reload } = useLoad(load, []);
  const [changes, change] = useState<Partial<CustomerData>>({});
  const data = value && { ...value, ...changes };
  return { data, error, reload, change: (more) => change((before) => ({ ...before, ...more })) };
}

async function load(signal: AbortSignal): Promise<CustomerData> {
  try {
    const profile = await souk.users.getProfile({ signal });
    return { profile, addresses: (await souk.users.listAddresses({ signal })).items };
  } catch (error) {
    if ((error as { status?: number }).status === 404) {
      return { profile: undefined, addresses: [] };
    }
    throw error;
  }
}
