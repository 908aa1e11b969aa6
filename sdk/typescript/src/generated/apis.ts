// Generated from contracts/openapi by `souk sdk`. Do not edit.

import type { Transport } from "../transport.ts";
import { ContentV1 } from "./content.v1.client.ts";
import { NotificationsV1 } from "./notifications.v1.client.ts";
import { OrdersV1 } from "./orders.v1.client.ts";
import { OrdersV2 } from "./orders.v2.client.ts";
import { PremiumV1 } from "./premium.v1.client.ts";
import { UsersV1 } from "./users.v1.client.ts";
import { WebsiteV1 } from "./website.v1.client.ts";

export type * as content from "./content.v1.ts";
export type * as contentV1 from "./content.v1.ts";
export type * as notifications from "./notifications.v1.ts";
export type * as notificationsV1 from "./notifications.v1.ts";
export type * as orders from "./orders.v2.ts";
export type * as ordersV1 from "./orders.v1.ts";
export type * as ordersV2 from "./orders.v2.ts";
export type * as premium from "./premium.v1.ts";
export type * as premiumV1 from "./premium.v1.ts";
export type * as users from "./users.v1.ts";
export type * as usersV1 from "./users.v1.ts";
export type * as website from "./website.v1.ts";
export type * as websiteV1 from "./website.v1.ts";
export { ContentV1, NotificationsV1, OrdersV1, OrdersV2, PremiumV1, UsersV1, WebsiteV1 };

export type Contract = "content.v1" | "notifications.v1" | "orders.v1" | "orders.v2" | "premium.v1" | "users.v1" | "website.v1";

export abstract class Apis {
  protected abstract api<A>(contract: Contract, Kind: new (baseUrl: string, transport: Transport) => A): A;

  /** Content for members: what there is, and links that open it. The newest version, content.v1. */
  get content(): ContentV1 {
    return this.api("content.v1", ContentV1);
  }

  /** Content for members: what there is, and links that open it. */
  get contentV1(): ContentV1 {
    return this.api("content.v1", ContentV1);
  }

  /** Notifications to customers, in the app and by mail. The newest version, notifications.v1. */
  get notifications(): NotificationsV1 {
    return this.api("notifications.v1", NotificationsV1);
  }

  /** Notifications to customers, in the app and by mail. */
  get notificationsV1(): NotificationsV1 {
    return this.api("notifications.v1", NotificationsV1);
  }

  /**
   * The catalogue, its stock, and orders. Amounts are decimal strings; lists link to their next page. The newest
   * version, orders.v2.
   */
  get orders(): OrdersV2 {
    return this.api("orders.v2", OrdersV2);
  }

  /** The catalogue, its stock, and orders. Amounts are minor units: 4990 is 49.90 EUR. Superseded by version 2. */
  get ordersV1(): OrdersV1 {
    return this.api("orders.v1", OrdersV1);
  }

  /** The catalogue, its stock, and orders. Amounts are decimal strings; lists link to their next page. */
  get ordersV2(): OrdersV2 {
    return this.api("orders.v2", OrdersV2);
  }

  /**
   * Memberships, bought by orders of PREMIUM-YEAR and PREMIUM-MONTH, or granted by staff. The newest version,
   * premium.v1.
   */
  get premium(): PremiumV1 {
    return this.api("premium.v1", PremiumV1);
  }

  /** Memberships, bought by orders of PREMIUM-YEAR and PREMIUM-MONTH, or granted by staff. */
  get premiumV1(): PremiumV1 {
    return this.api("premium.v1", PremiumV1);
  }

  /** Customers: profiles, addresses and access. The newest version, users.v1. */
  get users(): UsersV1 {
    return this.api("users.v1", UsersV1);
  }

  /** Customers: profiles, addresses and access. */
  get usersV1(): UsersV1 {
    return this.api("users.v1", UsersV1);
  }

  /** The newsletter of the shop, and the pictures of its products. The newest version, website.v1. */
  get website(): WebsiteV1 {
    return this.api("website.v1", WebsiteV1);
  }

  /** The newsletter of the shop, and the pictures of its products. */
  get websiteV1(): WebsiteV1 {
    return this.api("website.v1", WebsiteV1);
  }
}
