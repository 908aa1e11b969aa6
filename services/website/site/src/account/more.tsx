/** What stands below a list: it is loading, it failed, or there is more. */

import { Failing, Loading } from "../parts/states.tsx";
import { words } from "../texts/account.ts";
import type { UseListed } from "./use_listed.ts";

type MoreProps = Pick<UseListed<unknown>, "list" | "loading" | "error" | "more">;

export function More({ list, loading, error, more }: MoreProps) {
  if (error !== undefined) {
    return <Failing error={error} retry={more} />;
  }
  if (loading && !list.items.length) {
    return <Loading />;
  }
  return list.next ? (
    <p>
      <button type="button" class="button button-quiet" onClick={() => loading || more()}>
        {loading ? words.moreComing : words.more}
      </button>
    </p>
  ) : null;
}
