/** Amounts of money: exact arithmetic on decimal strings, and how they are written. */

export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** How an amount begins; other currencies are written by their code. `prerender/parts.tsx` tells it the server as well. */
export const SYMBOLS: Readonly<Record<string, string>> = { EUR: "€", GBP: "£", USD: "$" };

/** `€1,249.00`, or `CHF 1,249.00`. */
export function written({ amount, currency }: Money): string {
  const [whole = "", fraction] = amount.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${SYMBOLS[currency] ?? `${currency} `}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** The price of so many pieces. */
export function times({ amount, currency }: Money, pieces: number): Money {
  const digits = digitsOf(amount);
  return { amount: decimal(units(amount) * BigInt(pieces), digits), currency };
}

/** The sum, undefined for nothing or for more than one currency. */
export function sum(amounts: readonly Money[]): Money | undefined {
  const [first] = amounts;
  if (!first || amounts.some((each) => each.currency !== first.currency)) {
    return undefined;
  }
  const digits = Math.max(...amounts.map((each) => digitsOf(each.amount)));
  const total = amounts.reduce((so_far, each) => so_far + units(each.amount, digits), 0n);
  return { amount: decimal(total, digits), currency: first.currency };
}

function digitsOf(amount: string): number {
  return amount.split(".")[1]?.length ?? 0;
}

/** An amount in the smallest unit that these digits have. */
function units(amount: string, digits = digitsOf(amount)): bigint {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(digits, "0"));
}

function decimal(value: bigint, digits: number): string {
  const text = value.toString().padStart(digits + 1, "0");
  return digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
}
