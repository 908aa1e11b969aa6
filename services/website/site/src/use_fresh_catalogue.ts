/** Asks the API for the products if the page has not all of them, or old ones; a failure leaves what is there. */

import { useEffect, useState } from "preact/hooks";

import { catalogue, isStale, refresh } from "./catalogue.ts";

export function useFreshCatalogue(): { error: unknown; retry: () => void } {
  const [error, show] = useState<unknown>(undefined);
  const retry = () => {
    show(undefined);
    refresh().catch(show);
  };
  useEffect(() => {
    if (!catalogue.value.complete || isStale(catalogue.value)) {
      retry();
    }
  }, []);
  return { error, retry };
}
