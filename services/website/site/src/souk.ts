/**
 * The generated SDK, as all pages use it: `souk.orders.listProducts()`. It is loaded on demand, since the first view
 * needs no API. A customer's requests are authorized by `session.ts`.
 */

import { Souk } from "souk-sdk";

import { authorization } from "./session.ts";
import { settings } from "./settings.ts";

const address = (path: string) => new URL(`${settings.api}/${path}`, location.origin).href;

export const souk = new Souk({
  baseUrls: {
    "orders.v2": address("orders/v2"),
    "users.v1": address("users/v1"),
    "notifications.v1": address("notifications/v1"),
    "website.v1": address("website/v1"),
    "premium.v1": address("premium/v1"),
    "content.v1": address("content/v1"),
  },
  auth: authorization,
  timeoutMs: 15_000,
  retries: { attempts: 3, deadlineMs: 30_000 },
});
