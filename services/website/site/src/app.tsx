/** Shows the page of the current route; the last one stays until the next has come. */

import { useEffect, useState } from "preact/hooks";

import { route } from "./navigation.ts";
import type { Page } from "./page.ts";
import { pageOf } from "./pages.ts";
import { Failing, Loading, Waiting } from "./parts/states.tsx";
import { address, type Route } from "./router.ts";
import { useStore } from "./use_store.ts";

interface Shown {
  readonly route: Route;
  readonly page: Page;
}

export function App({ first }: { first: Shown | undefined }) {
  const next = useStore(route);
  const [shown, show] = useState(first);
  const [error, fail] = useState<unknown>(undefined);
  // A page that could not be loaded is asked for by its address again: there may be a newer site by now.
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
  if (error !== undefined) {
    return <Failing error={error} retry={() => (navigator.onLine ? location.reload() : open())} />;
  }
  if (!shown) {
    return <Loading />;
  }
  const { page: ShownPage, route: current } = shown;
  return (
    <>
      {current !== next && <Waiting />}
      <ShownPage key={address(current)} params={current.params} query={current.query} />
    </>
  );
}
