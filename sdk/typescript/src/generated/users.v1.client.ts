// Made from contracts/openapi by `souk sdk`. Not to be edited.

import { Api, callOf, type CallOptions, type CreateOptions, newKey, part } from "../api.ts";
import type { paths, AddAddress, Address, Addresses, Customer, Profile, PutProfile } from "./users.v1.ts";

/** Who the customers are, and where they live. */
export class UsersV1 extends Api<paths> {
  /**
   * Look at your profile. For customers: whoever has saved a profile, and was not erased.
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
   * Become a customer, or change your name. For anyone signed in. The address for mail is the account's, which has
   * to be verified. The first time makes a customer, who is welcomed.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws NotFound: There is no such thing.
   * @throws Blocked: Staff have blocked this person.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws EmailNotVerified: The account's e-mail address has not been verified.
   * @throws Erased: This person asked to be forgotten.
   * @throws Unprocessable: The request doesn't fit the contract.
   */
  putProfile(body: PutProfile, options: CallOptions = {}): Promise<Profile> {
    const call = { ...callOf(options), operation: "putProfile", secured: true, repeatable: false };
    return this.ask<Profile>(call, (fetch) =>
      this.http.PUT("/users/me", { body, fetch }),
    );
  }

  /**
   * Be forgotten. For whoever is signed in. Your personal data is erased, here and in every other service, orders
   * that have not shipped are cancelled, and your account is closed. It can't be undone; asking again is fine.
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
   * List your addresses. For customers. There are at most ten, so they are one page, oldest first.
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
   * Add an address. For customers, who may have ten.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws NotFound: There is no such thing.
   * @throws Blocked: Staff have blocked this person.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Erased: This person asked to be forgotten.
   * @throws TooManyAddresses: There is no room for another address.
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
   * Remove an address. For customers. Another may be added in its place.
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
   * Block a person. For staff. From now on they can't order, change their profile or sign in, and their sessions are
   * over. A token that they have already goes on showing them what is theirs until it expires. Blocking them again
   * changes nothing.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Erased: This person asked to be forgotten.
   */
  blockUser(customerId: string, options: CallOptions = {}): Promise<void> {
    const call = { ...callOf(options), operation: "blockUser", secured: true, repeatable: false };
    return this.ask<void>(call, (fetch) =>
      this.http.PUT("/users/{customer_id}/block", { params: { path: { customer_id: part("customerId", customerId) } }, fetch }),
    );
  }

  /**
   * Let a person in again. For staff. They can order at once, and sign in again. It is fine if they weren't blocked.
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
   * Look a customer up. For other services, which sign their requests (AWS Signature Version 4). Somebody who was
   * erased, or whose account was closed, is not found; somebody who is blocked is refused.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws Blocked: Staff have blocked this person.
   */
  getCustomer(customerId: string, options: CallOptions = {}): Promise<Customer> {
    const call = { ...callOf(options), operation: "getCustomer", secured: true, repeatable: true };
    return this.ask<Customer>(call, (fetch) =>
      this.http.GET("/internal/customers/{customer_id}", { params: { path: { customer_id: part("customerId", customerId) } }, fetch }),
    );
  }
}
