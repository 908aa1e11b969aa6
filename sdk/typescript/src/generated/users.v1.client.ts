// Generated from contracts/openapi by `souk sdk`. Do not edit.

import { Api, callOf, type CallOptions, type CreateOptions, newKey, part } from "../api.ts";
import type { paths, AddAddress, Address, Addresses, Customer, Profile, PutProfile } from "./users.v1.ts";

/** Customers: profiles, addresses and access. */
export class UsersV1 extends Api<paths> {
  /**
   * Get your profile. For customers: users with a profile who were not erased.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws NotFound: There is no such thing.
   */
  getProfile(options: CallOptions = {}): Promise<Profile> {
    const call = { ...callOf(options), operation: "getProfile", secured: true, repeatable: true };
    return this.ask<Profile>(call, (fetch) =>
      this.http.GET("/users/me", { fetch }),
    );
  }

  /**
   * Create or update your profile. For signed-in users. The email address is the account's, and has to be verified.
   * The first call creates the customer, who gets a welcome mail.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws NotFound: There is no such thing.
   * @throws Blocked: Staff have blocked this user.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws EmailNotVerified: The account's email address is not verified.
   * @throws Erased: This user was erased at their own request.
   * @throws Unprocessable: The request doesn't fit the contract.
   */
  putProfile(body: PutProfile, options: CallOptions = {}): Promise<Profile> {
    const call = { ...callOf(options), operation: "putProfile", secured: true, repeatable: false };
    return this.ask<Profile>(call, (fetch) =>
      this.http.PUT("/users/me", { body, fetch }),
    );
  }

  /**
   * Erase your account. For signed-in users. Erases your personal data in all services, cancels orders that have not
   * shipped, and closes your account. It can't be undone. Idempotent.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   */
  eraseMe(options: CallOptions = {}): Promise<void> {
    const call = { ...callOf(options), operation: "eraseMe", secured: true, repeatable: false };
    return this.ask<void>(call, (fetch) =>
      this.http.DELETE("/users/me", { fetch }),
    );
  }

  /**
   * List your addresses. For customers. At most ten addresses, on one page, oldest first.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws NotFound: There is no such thing.
   */
  listAddresses(options: CallOptions = {}): Promise<Addresses> {
    const call = { ...callOf(options), operation: "listAddresses", secured: true, repeatable: true };
    return this.ask<Addresses>(call, (fetch) =>
      this.http.GET("/users/me/addresses", { fetch }),
    );
  }

  /**
   * Add an address. For customers. At most ten addresses.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws NotFound: There is no such thing.
   * @throws Blocked: Staff have blocked this user.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Erased: This user was erased at their own request.
   * @throws TooManyAddresses: The maximum number of addresses is reached.
   * @throws StillInProgress: The request with this Idempotency-Key is still in progress.
   * @throws KeyReused: This Idempotency-Key was used for another request.
   * @throws Unprocessable: The request doesn't fit the contract.
   */
  addAddress(body: AddAddress, options: CreateOptions = {}): Promise<Address> {
    const call = { ...callOf(options), operation: "addAddress", secured: true, repeatable: true };
    return this.ask<Address>(call, (fetch) =>
      this.http.POST("/users/me/addresses", { params: { header: { "Idempotency-Key": options.idempotencyKey ?? newKey() } }, body, fetch }),
    );
  }

  /**
   * Remove an address. For customers. Frees a place for another address.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   */
  removeAddress(addressId: string, options: CallOptions = {}): Promise<void> {
    const call = { ...callOf(options), operation: "removeAddress", secured: true, repeatable: false };
    return this.ask<void>(call, (fetch) =>
      this.http.DELETE("/users/me/addresses/{address_id}", { params: { path: { address_id: part("addressId", addressId) } }, fetch }),
    );
  }

  /**
   * Block a user. For staff. The user can't order, change the profile or sign in, and all sessions end. An access
   * token still allows reading their own data until it expires. Idempotent.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Erased: This user was erased at their own request.
   */
  blockUser(customerId: string, options: CallOptions = {}): Promise<void> {
    const call = { ...callOf(options), operation: "blockUser", secured: true, repeatable: false };
    return this.ask<void>(call, (fetch) =>
      this.http.PUT("/users/{customer_id}/block", { params: { path: { customer_id: part("customerId", customerId) } }, fetch }),
    );
  }

  /**
   * Unblock a user. For staff. The user can order at once, and sign in again. Idempotent.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   */
  unblockUser(customerId: string, options: CallOptions = {}): Promise<void> {
    const call = { ...callOf(options), operation: "unblockUser", secured: true, repeatable: false };
    return this.ask<void>(call, (fetch) =>
      this.http.DELETE("/users/{customer_id}/block", { params: { path: { customer_id: part("customerId", customerId) } }, fetch }),
    );
  }

  /**
   * Get a customer. For other services, with signed requests (AWS Signature Version 4). Erased users and closed
   * accounts get 404; blocked users are refused.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws Blocked: Staff have blocked this user.
   */
  getCustomer(customerId: string, options: CallOptions = {}): Promise<Customer> {
    const call = { ...callOf(options), operation: "getCustomer", secured: true, repeatable: true };
    return this.ask<Customer>(call, (fetch) =>
      this.http.GET("/internal/customers/{customer_id}", { params: { path: { customer_id: part("customerId", customerId) } }, fetch }),
    );
  }
}
