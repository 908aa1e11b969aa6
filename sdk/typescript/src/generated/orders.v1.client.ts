// Made from contracts/openapi by `souk sdk`. Not to be edited.

import { Api, callOf, type CallOptions, type CreateOptions, newKey, part } from "../api.ts";
import { Pages } from "../pages.ts";
import { type WaitOptions, waitUntil } from "../waiting.ts";
import type { operations, paths, Bestsellers, Order, Orders, PlaceOrder, Product, Products, PutProduct } from "./orders.v1.ts";

/**
 * The catalogue, its stock, and what customers ordered from it. Amounts are minor units: 4990 is 49.90 EUR.
 * Version 2 takes its place.
 * @deprecated since 2026-12-01, may be gone from 2027-12-01 on: use orders.v2
 */
export class OrdersV1 extends Api<paths> {
  /**
   * List what can be ordered, by SKU. Anybody may, without signing in. Products that are out of stock are listed,
   * too. The answer may be a minute old.
   * @deprecated since 2026-12-01, may be gone from 2027-12-01 on: use orders.v2
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
   * List what sells best, best first. Anybody may, without signing in. Counted are the pieces of all orders that
   * were not cancelled; the count follows the orders within seconds, and the answer may be a minute old.
   * @deprecated since 2026-12-01, may be gone from 2027-12-01 on: use orders.v2
   */
  listBestsellers(options: CallOptions & NonNullable<operations["list_bestsellers"]["parameters"]["query"]> = {}): Promise<Bestsellers> {
    const call = { ...callOf(options), operation: "listBestsellers", secured: false, repeatable: true };
    return this.ask<Bestsellers>(call, (fetch) =>
      this.http.GET("/products/bestsellers", { params: { query: { limit: options.limit } }, fetch }),
    );
  }

  /**
   * Look at one product. Anybody may, without signing in. The answer may be a minute old: what is left in stock is
   * only certain once it was ordered.
   * @throws NotFound: There is no such thing.
   * @deprecated since 2026-12-01, may be gone from 2027-12-01 on: use orders.v2
   */
  getProduct(sku: string, options: CallOptions = {}): Promise<Product> {
    const call = { ...callOf(options), operation: "getProduct", secured: false, repeatable: true };
    return this.ask<Product>(call, (fetch) =>
      this.http.GET("/products/{sku}", { params: { path: { sku: part("sku", sku) } }, fetch }),
    );
  }

  /**
   * Add a product, or replace it. For staff. Name, price and stock are replaced as a whole. The stock is what can
   * still be ordered: what placed orders have reserved is no part of it. They keep the price at which they were
   * placed.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Unprocessable: The request doesn't fit the contract.
   * @deprecated since 2026-12-01, may be gone from 2027-12-01 on: use orders.v2
   */
  putProduct(sku: string, body: PutProduct, options: CallOptions = {}): Promise<Product> {
    const call = { ...callOf(options), operation: "putProduct", secured: true, repeatable: false };
    return this.ask<Product>(call, (fetch) =>
      this.http.PUT("/products/{sku}", { params: { path: { sku: part("sku", sku) } }, body, fetch }),
    );
  }

  /**
   * Place an order. For customers: whoever has a profile, and is not blocked just then. Its stock is reserved in the
   * same moment, all of it or none, so that nothing is sold twice; then the customer is told. Lines of the same
   * product add up. All products of an order are priced in one currency. Nothing is ordered if it costs something
   * else than `expected_total`.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Blocked: Staff have blocked this person.
   * @throws OutOfStock: There is less in stock than was ordered.
   * @throws UnexpectedTotal: It costs something else than was expected.
   * @throws UnknownCustomer: The customer has no profile.
   * @throws StillInProgress: The request with this Idempotency-Key is still in progress.
   * @throws MixedCurrencies: One order is paid in one currency.
   * @throws TooExpensive: An order can't cost that much.
   * @throws UnknownProduct: A product that was ordered doesn't exist.
   * @throws KeyReused: This Idempotency-Key was used for another request.
   * @throws Unprocessable: The request doesn't fit the contract.
   * @deprecated since 2026-12-01, may be gone from 2027-12-01 on: use orders.v2
   */
  placeOrder(body: PlaceOrder, options: CreateOptions = {}): Promise<Order> {
    const call = { ...callOf(options), operation: "placeOrder", secured: true, repeatable: true };
    return this.ask<Order>(call, (fetch) =>
      this.http.POST("/orders", { params: { header: { "Idempotency-Key": options.idempotencyKey ?? newKey() } }, body, fetch }),
    );
  }

  /**
   * List your orders, newest first. For whoever is signed in. Staff see only their own, too.
   * @throws Unauthenticated: A valid access token is needed.
   * @deprecated since 2026-12-01, may be gone from 2027-12-01 on: use orders.v2
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
   * Look at one order. For whoever placed it, and for staff. To anyone else it doesn't exist.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws NotFound: There is no such thing.
   * @deprecated since 2026-12-01, may be gone from 2027-12-01 on: use orders.v2
   */
  getOrder(orderId: string, options: CallOptions = {}): Promise<Order> {
    const call = { ...callOf(options), operation: "getOrder", secured: true, repeatable: true };
    return this.ask<Order>(call, (fetch) =>
      this.http.GET("/orders/{order_id}", { params: { path: { order_id: part("orderId", orderId) } }, fetch }),
    );
  }

  /**
   * Cancel an order that has not shipped. For whoever placed it, and for staff. Its stock returns to the shelf in
   * the same moment, and the customer is told. Cancelling it again changes nothing. Nothing is cancelled if the
   * shelf has no room for it.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws NotFound: There is no such thing.
   * @throws AlreadyShipped: The order has shipped.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws TooMuchStock: There is no room in stock for what would return.
   * @deprecated since 2026-12-01, may be gone from 2027-12-01 on: use orders.v2
   */
  cancelOrder(orderId: string, options: CallOptions = {}): Promise<void> {
    const call = { ...callOf(options), operation: "cancelOrder", secured: true, repeatable: false };
    return this.ask<void>(call, (fetch) =>
      this.http.POST("/orders/{order_id}/cancel", { params: { path: { order_id: part("orderId", orderId) } }, fetch }),
    );
  }

  /**
   * Send an order off. For staff. It can't be cancelled from then on, and the customer is told. Sending it again
   * changes nothing.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws AlreadyCancelled: The order was cancelled.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @deprecated since 2026-12-01, may be gone from 2027-12-01 on: use orders.v2
   */
  shipOrder(orderId: string, options: CallOptions = {}): Promise<Order> {
    const call = { ...callOf(options), operation: "shipOrder", secured: true, repeatable: false };
    return this.ask<Order>(call, (fetch) =>
      this.http.POST("/orders/{order_id}/ship", { params: { path: { order_id: part("orderId", orderId) } }, fetch }),
    );
  }

  /** Look again until its status is as wanted. Throws StillWaiting when the time is over. */
  waitUntil(orderId: string, options: WaitOptions<Order>): Promise<Order> {
    return waitUntil((each) => this.getOrder(orderId, each), options);
  }
}
