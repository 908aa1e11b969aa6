/** The current route, and how the site goes to another one without loading the page. */

import { attention } from "./attention.ts";
import { match, type Route, same } from "./router.ts";
import { Store } from "./store.ts";

export const route = new Store<Route>(match(typeof location === "undefined" ? "/" : location.href));

export interface Navigation {
  /** Leave no entry in the history: the current page can't be gone back to. */
  readonly replace?: boolean;
}

/** Go to a path of this site. */
export function navigate(path: string, { replace = false }: Navigation = {}): void {
  // With the origin: a path that begins with two slashes would be another host.
  history[replace ? "replaceState" : "pushState"](null, "", location.origin + path);
  scrollTo(0, 0);
  go();
}

/** Follow links within the site, and the browser's buttons. */
export function start(): void {
  addEventListener("popstate", go);
  document.addEventListener("click", (event) => {
    const path = followed(event);
    if (path !== undefined) {
      event.preventDefault();
      navigate(path);
    }
  });
}

function go(): void {
  const next = match(location.href);
  if (!same(route.value, next)) {
    attention.wanted = true;
    route.set(next);
  }
}

/** The path of a plain click on a link to a page of this site. */
function followed(event: MouseEvent): string | undefined {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const modified = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || modified || event.defaultPrevented || link.target || link.hasAttribute("download")) {
    return undefined;
  }
  const { origin, pathname, search, hash } = new URL(link.href);
  const here = hash && pathname === location.pathname;
  return here || origin !== location.origin || pathname.startsWith("/api/") ? undefined : pathname + search + hash;
}
