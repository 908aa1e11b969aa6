/** Places the order of the basket: once, whatever becomes of the answer. */

import { useMemo, useState } from "preact/hooks";
import type { orders } from "souk-sdk";

import { basket } from "../basket.ts";
import { refresh } from "../catalogue.ts";
import { navigate } from "../navigation.ts";
import { session } from "../session.ts";
import { souk } from "../souk.ts";
import { type Attempt, Attempts, isRefusal, type Wanted } from "./attempt.ts";

export interface UseOrder {
  readonly busy: boolean;
  readonly failure: unknown;
  /** An order that was sent without an answer. */
  readonly pending: Attempt | undefined;
  readonly place: (wanted: Wanted) => void;
  /** The customer doesn't want the pending one any more, or saw it among the orders. */
  readonly drop: () => void;
}

export function useOrder(): UseOrder {
  const attempts = useMemo(() => new Attempts(session.value?.email ?? "", storage()), []);
  const [pending, show] = useState(attempts.pending);
  const [busy, work] = useState(false);
  const [failure, fail] = useState<unknown>(undefined);
  const send = async ({ key, wanted }: Attempt) => {
    work(true);
    fail(undefined);
    try {
      arrived(await souk.orders.placeOrder(wanted, { idempotencyKey: key }), wanted);
      attempts.end();
    } catch (error) {
      await decide(error);
    } finally {
      work(false);
    }
  };
  const decide = async (error: unknown) => {
    if (isRefusal(error)) {
      attempts.end();
      // A price or the stock may be another one: the page shows it before it shows why.
      await refresh().catch(() => undefined);
    }
    show(attempts.pending);
    fail(error);
  };
  const drop = () => {
    attempts.end();
    show(undefined);
    fail(undefined);
  };
  return { busy, failure, pending, place: (wanted) => void (busy || send(attempts.begin(wanted))), drop };
}

/** What was ordered leaves the basket; what was added since then stays. */
function arrived(order: orders.Order, wanted: Wanted): void {
  for (const { sku, quantity } of wanted.lines) {
    basket.put(sku, Math.max(0, basket.quantity(sku) - quantity));
  }
  navigate(`/orders/${order.id}?placed`, { replace: true });
}

function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
