/** From an address to a page: the site's routes. */

export type PageName =
  | "catalogue"
  | "product"
  | "basket"
  | "checkout"
  | "sign-up"
  | "sign-in"
  | "orders"
  | "order"
  | "notifications"
  | "profile"
  | "newsletter"
  | "newsletter-confirm"
  | "newsletter-unsubscribe"
  | "staff-pictures"
  | "membership"
  | "library"
  | "library-piece"
  | "not-found";

export interface Route {
  readonly page: PageName;
  /** The parts of the path that vary, decoded: `{sku: "HUB-MINI"}`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

const ROUTES: readonly (readonly [pattern: string, page: PageName])[] = [
  ["/", "catalogue"],
  ["/products/:sku", "product"],
  ["/basket", "basket"],
  ["/checkout", "checkout"],
  ["/sign-up", "sign-up"],
  ["/sign-in", "sign-in"],
  ["/orders", "orders"],
  ["/orders/:id", "order"],
  ["/notifications", "notifications"],
  ["/profile", "profile"],
  ["/newsletter", "newsletter"],
  ["/newsletter/confirm", "newsletter-confirm"],
  ["/newsletter/unsubscribe", "newsletter-unsubscribe"],
  ["/staff/pictures", "staff-pictures"],
  ["/membership", "membership"],
  ["/library", "library"],
  ["/library/:id", "library-piece"],
];

/** The page of an address of this site, `not-found` if there is none. */
export function match(address: string): Route {
  const { pathname, searchParams: query } = new URL(address, "https://shop.invalid");
  for (const [pattern, page] of ROUTES) {
    const params = fit(parts(pattern), parts(pathname));
    if (params) {
      return { page, params, query };
    }
  }
  return { page: "not-found", params: {}, query };
}

/** Whether two routes show the same: an address with another `#part` does. */
export function same(one: Route, other: Route): boolean {
  return address(one) === address(other);
}

/** A page with all that it depends on. */
export function address({ page, params, query }: Route): string {
  return JSON.stringify([page, params, query.toString()]);
}

/** The parts of a path; a slash at its end means nothing. */
function parts(path: string): string[] {
  return path.split("/").filter(Boolean);
}

function fit(pattern: string[], path: string[]): Record<string, string> | undefined {
  if (pattern.length !== path.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const value = decoded(path[index] ?? "");
    if (value === undefined || (!part.startsWith(":") && part !== value)) {
      return undefined;
    }
    if (part.startsWith(":")) {
      params[part.slice(1)] = value;
    }
  }
  return params;
}

/** Undefined if it is no text in percent encoding. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
