/** Shows the page of the current route; the last one stays until the next has come. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { announce } from "./announce.ts";
import { route } from "./navigation.ts";
import { type Page, pageOf } from "./pages.ts";
import { Failing, Loading } from "./parts/states.tsx";
import type { Route } from "./router.ts";
import { useStore } from "./use_store.ts";

interface Shown {
  readonly route: Route;
  readonly page: Page;
}

export function App({ first }: { first: Shown | undefined }) {
  const next = useStore(route);
  const [shown, show] = useState(first);
  const [error, fail] = useState<unknown>(undefined);
  const open = () => {
    fail(undefined);
    pageOf(next.page).then(
      (page) => route.value === next && show({ route: next, page }),
      (cause: unknown) => route.value === next && fail(cause),
    );
  };
  useEffect(() => {
    if (shown?.route !== next) {
      open();
    }
  }, [next]);
  useFocusOnHeading(shown?.route);
  if (error !== undefined) {
    return <Failing error={error} retry={open} />;
  }
  return shown ? <shown.page key={address(shown.route)} params={shown.route.params} query={shown.route.query} /> : <Loading />;
}

/** After a change of pages the heading has the focus, and is read to whom can't see it. */
function useFocusOnHeading(current: Route | undefined): void {
  const last = useRef(current);
  useLayoutEffect(() => {
    if (current && last.current && last.current !== current) {
      document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
      announce("");
    }
    last.current = current;
  }, [current]);
}

function address({ page, params, query }: Route): string {
  return JSON.stringify([page, params, query.toString()]);
}
