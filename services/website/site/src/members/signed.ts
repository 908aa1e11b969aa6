/** Where this page finds the files of a session: below the origin that the shop knows, with the session's signature. */

export interface Session {
  readonly base_url: string;
  readonly cookies: Readonly<Record<string, string>>;
  readonly expires_at: string;
}

export interface Signed {
  /** Where the files begin: `https://HOST/ID/REVISION/`. */
  readonly base: string;
  /** The signature, which opens every file of the session. */
  readonly query: string;
  /** In milliseconds since 1970. */
  readonly ends: number;
}

/** The cookies of another origin are not sent, so that their values are the query of each file. */
export function signed({ base_url: base, cookies, expires_at: end }: Session, origin: string): Signed {
  // As they are: CloudFront reads its own alphabet, which needs no escapes.
  const query = Object.entries(cookies).map(([name, value]) => `${name.replace("CloudFront-", "")}=${value}`);
  return { base: new URL(new URL(base).pathname, origin).href, query: query.join("&"), ends: Date.parse(end) };
}

/** The address of a file of the session. */
export function addressOf({ base, query }: Signed, file: string): string {
  return `${base}${file}?${query}`;
}

/** An address that a playlist names, with the signature if it is one of the session's files. */
export function withSignature(address: string, { base, query }: Signed): string {
  const [plain = ""] = address.split("?");
  return plain.startsWith(base) ? `${plain}?${query}` : address;
}
