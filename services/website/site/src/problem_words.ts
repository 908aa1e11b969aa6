/** From whatever was thrown to the words that the page shows. */

import { notSignedIn, offline, problems, unknown, unreachable, type Words } from "./texts/problems.ts";

/** By the names and members of the SDK's errors, so that the first page need not load it. */
export function wordsFor(error: unknown, online = globalThis.navigator?.onLine ?? true): Words {
  const { name, type } = (error ?? {}) as { name?: unknown; type?: unknown };
  if (typeof type === "string" && Object.hasOwn(problems, type)) {
    return problems[type] ?? unknown;
  }
  if (name === "NotSignedIn") {
    return notSignedIn;
  }
  return BY_STATUS.get(status(error)) ?? (!online ? offline : name === "Unreachable" ? unreachable : unknown);
}

/** What a firewall or a gateway answers without a problem type. */
const BY_STATUS: ReadonlyMap<number, Words | undefined> = new Map([
  [401, problems["urn:souk:problem:unauthenticated"]],
  [403, problems["urn:souk:problem:forbidden"]],
  [404, problems["urn:souk:problem:not-found"]],
  [413, problems["urn:souk:problem:too-large"]],
  [429, problems["urn:souk:problem:too-many-requests"]],
  [500, problems["urn:souk:problem:unexpected"]],
  [502, problems["urn:souk:problem:unavailable"]],
  [503, problems["urn:souk:problem:unavailable"]],
  [504, problems["urn:souk:problem:unavailable"]],
]);

function status(error: unknown): number {
  return Number((error as { status?: unknown } | null)?.status ?? 0);
}

/** The fields that the API refused, by their names: beside each input its reason. */
export function misfits(error: unknown): Readonly<Record<string, string>> {
  const errors = (error as { errors?: readonly { field: string; reason: string }[] } | null)?.errors ?? [];
  return Object.fromEntries(errors.map(({ field, reason }) => [field.replace(/^body\./, ""), reason]));
}

/** The trace of a refused request, for whoever asks us about it. */
export function traceOf(error: unknown): string | undefined {
  const traceId = (error as { traceId?: unknown } | null)?.traceId;
  return typeof traceId === "string" ? traceId : undefined;
}
