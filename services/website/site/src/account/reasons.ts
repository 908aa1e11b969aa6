/** From a refusal of the user pool to words, and to the field that it is about. */

import type { AccountReason } from "souk-sdk";

import { words } from "../texts/account.ts";
import type { Words } from "../texts/problems.ts";

const FIELDS: Partial<Record<AccountReason, string>> = {
  exists: "email",
  "expired-code": "code",
  undelivered: "email",
  "weak-password": "password",
  "wrong-code": "code",
};

/** The reason of a refusal by the user pool; undefined for any other error. */
export function reasonOf(error: unknown): AccountReason | undefined {
  const reason = (error as { reason?: unknown } | null)?.reason;
  return typeof reason === "string" && Object.hasOwn(words.reasons, reason) ? (reason as AccountReason) : undefined;
}

export function reasonWords(error: unknown): Words | undefined {
  const reason = reasonOf(error);
  return reason && words.reasons[reason];
}

/** Beside which field it is said: `{code: "This is not the code. Check the newest mail."}`. */
export function fieldOf(error: unknown): Readonly<Record<string, string>> {
  const reason = reasonOf(error);
  const field = reason && FIELDS[reason];
  return reason && field ? { [field]: `${words.reasons[reason].title} ${words.reasons[reason].help}` } : {};
}
