// Generated from contracts/openapi by `souk sdk`. Do not edit.

import { Api, callOf, type CallOptions, type CreateOptions, newKey, part } from "../api.ts";
import { Pages } from "../pages.ts";
import { type WaitOptions, waitUntil } from "../waiting.ts";
import type { operations, paths, Bestsellers, Order, Orders, PlaceOrder, Product, Products, PutProduct } from "./orders.v1.ts";

/**
 * The catalogue, its stock, and orders. Amounts are minor units: 4990 is 49.90 EUR. Superseded by version 2.
 * @deprecated since 2026-12-01, may be removed from 2027-12-01 on: use orders.v2
 */
export class OrdersV1 extends Api<paths> {
  /**
   * List products, by SKU. Public; no token required. Includes products that are out of stock. The response may be
   * cached for a minute.
   * @deprecated since 2026-12-01, may be removed from 2027-12-01 on: use orders.v2
   */
  listProducts(options: CallOptions & NonNullable<operations["list_products"]["parameters"]["query"]> = {}): Pages<Products> {
    const call = { ...callOf(options), operation: "listProducts", secured: false, repeatable: true };
    return new Pages((position) =>
      this.ask<Products>(call, (fetch) =>
        this.http.GET("/products", { params: { query: { limit: options.limit, cursor: options.cursor, ...position } }, fetch }),
      ),
    );
  }

  /**
   * List the bestsellers, best first. Public; no token required. Counts the pieces in all orders that were not
   * cancelled, with a delay of seconds. The response may be cached for a minute.
   * @deprecated since 2026-12-01, may be removed from 2027-12-01 on: use orders.v2
   */
  listBestsellers(options: CallOptions & NonNullable<operations["list_bestsellers"]["parameters"]["query"]> = {}): Promise<Bestsellers> {
    const call = { ...callOf(options), operation: "listBestsellers", secured: false, repeatable: true };
    return this.ask<Bestsellers>(call, (fetch) =>
      this.http.GET("/products/bestsellers", { params: { query: { limit: options.limit } }, fetch }),
    );
  }

  /**
   * Get a product. Public; no token required. The response may be cached for a minute: only an order reserves stock.
   * @throws NotFound: There is no such thing.
   * @deprecated since 2026-12-01, may be removed from 2027-12-01 on: use orders.v2
   */
  getProduct(sku: string, options: CallOptions = {}): Promise<Product> {
    const call = { ...callOf(options), operation: "getProduct", secured: false, repeatable: true };
    return this.ask<Product>(call, (fetch) =>
      this.http.GET("/products/{sku}", { params: { path: { sku: part("sku", sku) } }, fetch }),
    );
  }

  /**
   * Create or replace a product. For staff. Replaces name, price and stock, and announces it. The stock excludes
   * pieces reserved by placed orders, which keep their price.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Unprocessable: The request doesn't fit the contract.
   * @deprecated since 2026-12-01, may be removed from 2027-12-01 on: use orders.v2
   */
  putProduct(sku: string, body: PutProduct, options: CallOptions = {}): Promise<Product> {
    const call = { ...callOf(options), operation: "putProduct", secured: true, repeatable: false };
    return this.ask<Product>(call, (fetch) =>
      this.http.PUT("/products/{sku}", { params: { path: { sku: part("sku", sku) } }, body, fetch }),
    );
  }

  /**
   * Place an order. For customers with a profile who are not blocked. Reserves the stock of all lines or none,
   * atomically, and notifies the customer. Lines of the same product are merged. All products must have the same
   * currency. Refused if the total differs from `expected_total`.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Blocked: Staff have blocked this user.
   * @throws OutOfStock: The stock is lower than the ordered quantity.
   * @throws UnexpectedTotal: The total differs from the expected total.
   * @throws UnknownCustomer: The customer has no profile.
   * @throws StillInProgress: The request with this Idempotency-Key is still in progress.
   * @throws MixedCurrencies: All products of an order must have the same currency.
   * @throws TooExpensive: The total exceeds the maximum.
   * @throws UnknownProduct: A product in the order does not exist.
   * @throws KeyReused: This Idempotency-Key was used for another request.
   * @throws Unprocessable: The request doesn't fit the contract.
   * @deprecated since 2026-12-01, may be removed from 2027-12-01 on: use orders.v2
   */
  placeOrder(body: PlaceOrder, options: CreateOptions = {}): Promise<Order> {
    const call = { ...callOf(options), operation: "placeOrder", secured: true, repeatable: true };
    return this.ask<Order>(call, (fetch) =>
      this.http.POST("/orders", { params: { header: { "Idempotency-Key": options.idempotencyKey ?? newKey() } }, body, fetch }),
    );
  }

  /**
   * List your orders, newest first. For signed-in users. Staff see only their own orders, too.
   * @throws Unauthenticated: A valid access token is needed.
   * @deprecated since 2026-12-01, may be removed from 2027-12-01 on: use orders.v2
   */
  listOrders(options: CallOptions & NonNullable<operations["list_orders"]["parameters"]["query"]> = {}): Pages<Orders> {
    const call = { ...callOf(options), operation: "listOrders", secured: true, repeatable: true };
    return new Pages((position) =>
      this.ask<Orders>(call, (fetch) =>
        this.http.GET("/orders", { params: { query: { limit: options.limit, cursor: options.cursor, ...position } }, fetch }),
      ),
    );
  }

  /**
   * Get an order. For its owner and staff; everyone else gets 404.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws NotFound: There is no such thing.
   * @deprecated since 2026-12-01, may be removed from 2027-12-01 on: use orders.v2
   */
  getOrder(orderId: string, options: CallOptions = {}): Promise<Order> {
    const call = { ...callOf(options), operation: "getOrder", secured: true, repeatable: true };
    return this.ask<Order>(call, (fetch) =>
      this.http.GET("/orders/{order_id}", { params: { path: { order_id: part("orderId", orderId) } }, fetch }),
    );
  }

  /**
   * Cancel an order that has not shipped. For its owner and staff. Returns its stock atomically, and notifies the
   * customer. Idempotent. Refused if the stock would exceed its maximum.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws NotFound: There is no such thing.
   * @throws AlreadyShipped: The order has shipped.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws TooMuchStock: The returned pieces would exceed the maximum stock.
   * @deprecated since 2026-12-01, may be removed from 2027-12-01 on: use orders.v2
   */
  cancelOrder(orderId: string, options: CallOptions = {}): Promise<void> {
    const call = { ...callOf(options), operation: "cancelOrder", secured: true, repeatable: false };
    return this.ask<void>(call, (fetch) =>
      this.http.POST("/orders/{order_id}/cancel", { params: { path: { order_id: part("orderId", orderId) } }, fetch }),
    );
  }

  /**
   * Ship an order. For staff. A shipped order can't be cancelled. Notifies the customer. Idempotent.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws AlreadyCancelled: The order was cancelled.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @deprecated since 2026-12-01, may be removed from 2027-12-01 on: use orders.v2
   */
  shipOrder(orderId: string, options: CallOptions = {}): Promise<Order> {
    const call = { ...callOf(options), operation: "shipOrder", secured: true, repeatable: false };
    return this.ask<Order>(call, (fetch) =>
      this.http.POST("/orders/{order_id}/ship", { params: { path: { order_id: part("orderId", orderId) } }, fetch }),
    );
  }

  /** Poll until its status is as wanted. Throws StillWaiting after the timeout. */
  waitUntil(orderId: string, options: WaitOptions<Order>): Promise<Order> {
    return waitUntil((call) => this.getOrder(orderId, call), options);
  }
}
