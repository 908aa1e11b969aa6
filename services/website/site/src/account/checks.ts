/** What is wrong with what was typed, before it is sent: the limits of the contract of users, and of the user pool. */

import { words } from "../texts/account.ts";

/** The longest text of each field, and how it must look; a test compares them with the contract. */
export const LIMITS = { name: 120, recipient: 120, street: 120, postal_code: 16, city: 120 } as const;
export const COUNTRY = /^[A-Z]{2}$/;
/** The user pool's policy. */
export const PASSWORD_LENGTH = 12;

export type Check = (value: string) => string | undefined;

/** Some text, not only blanks, of at most so many characters. */
export function text(most: number): Check {
  return (value) => {
    const long = [...value].length > most ? words.checks.long(most) : undefined;
    return value.trim() ? long : words.checks.empty;
  };
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const email: Check = (value) => (EMAIL.test(value.trim()) ? undefined : words.checks.email);

export const code: Check = (value) => (/^\d{6}$/.test(value.replaceAll(/\s/g, "")) ? undefined : words.checks.code);

export const country: Check = (value) => (COUNTRY.test(value) ? undefined : words.checks.country);

export const filled: Check = (value) => (value ? undefined : words.checks.empty);

export const password: Check = (value) => {
  const good = value.length >= PASSWORD_LENGTH && /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);
  return good ? undefined : words.checks.password;
};

/** The fields with something wrong, by name. */
export function wrongIn<F extends Readonly<Record<string, string>>>(
  fields: F,
  checks: Partial<Record<keyof F, Check>>,
): Partial<Record<keyof F, string>> {
  const names = Object.keys(checks) as (keyof F)[];
  const wrong = names.map((name) => [name, checks[name]?.(fields[name] ?? "")] as const);
  return Object.fromEntries(wrong.filter(([, problem]) => problem)) as Partial<Record<keyof F, string>>;
}
