/** The page that somebody came from, to which signing in leads back. */

const NO_WAY_BACK = /^\/sign-(in|up)\b/;

/** A path of this site, whatever the address says: a link must not lead elsewhere by the way of signing in. */
export function wayBack(query: URLSearchParams, origin: string): string {
  const wanted = query.get("back") ?? "/";
  if (!URL.canParse(wanted, origin)) {
    return "/";
  }
  const { origin: host, pathname, search, hash } = new URL(wanted, origin);
  return host === origin && !NO_WAY_BACK.test(pathname) ? pathname + search + hash : "/";
}

/** The address of a page for signing in that leads back to `path`. */
export function by(page: "/sign-in" | "/sign-up", path: string, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ ...more, ...(path === "/" ? {} : { back: path }) }).toString();
  return query ? `${page}?${query}` : page;
}
