// Generated from contracts/openapi by `souk sdk`. Do not edit.

import { Api, callOf, type CallOptions, type CreateOptions, newKey, part } from "../api.ts";
import type { paths, Grant, GrantMembership, Member, Membership, Revocation, RevokeMembership } from "./premium.v1.ts";

/** Memberships, bought by orders of PREMIUM-YEAR and PREMIUM-MONTH, or granted by staff. */
export class PremiumV1 extends Api<paths> {
  /**
   * Get your membership. For signed-in users, also those who never had one. An order shows here within seconds.
   * @throws Unauthenticated: A valid access token is needed.
   */
  getMembership(options: CallOptions = {}): Promise<Membership> {
    const call = { ...callOf(options), operation: "getMembership", secured: true, repeatable: true };
    return this.ask<Membership>(call, (fetch) =>
      this.http.GET("/membership", { fetch }),
    );
  }

  /**
   * Get a customer's membership. For staff. Contains the orders, grants and revocations that it follows from.
   * Customers who never had one get 404.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   */
  getMember(customerId: string, options: CallOptions = {}): Promise<Member> {
    const call = { ...callOf(options), operation: "getMember", secured: true, repeatable: true };
    return this.ask<Member>(call, (fetch) =>
      this.http.GET("/members/{customer_id}", { params: { path: { customer_id: part("customerId", customerId) } }, fetch }),
    );
  }

  /**
   * Grant months of membership. For staff. They are added as those of an order are: to the present membership, or
   * from now on.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Erased: This user was erased at their own request.
   * @throws StillInProgress: The request with this Idempotency-Key is still in progress.
   * @throws KeyReused: This Idempotency-Key was used for another request.
   * @throws Unprocessable: The request doesn't fit the contract.
   */
  grantMembership(customerId: string, body: GrantMembership, options: CreateOptions = {}): Promise<Grant> {
    const call = { ...callOf(options), operation: "grantMembership", secured: true, repeatable: true };
    return this.ask<Grant>(call, (fetch) =>
      this.http.POST("/members/{customer_id}/grants", { params: { path: { customer_id: part("customerId", customerId) }, header: { "Idempotency-Key": options.idempotencyKey ?? newKey() } }, body, fetch }),
    );
  }

  /**
   * Revoke a membership. For staff. It ends at once: orders and grants before now give nothing more, later ones
   * begin a new membership. Refused if the customer is no member.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Erased: This user was erased at their own request.
   * @throws NotAMember: This customer has no membership now.
   * @throws StillInProgress: The request with this Idempotency-Key is still in progress.
   * @throws KeyReused: This Idempotency-Key was used for another request.
   * @throws Unprocessable: The request doesn't fit the contract.
   */
  revokeMembership(customerId: string, body: RevokeMembership, options: CreateOptions = {}): Promise<Revocation> {
    const call = { ...callOf(options), operation: "revokeMembership", secured: true, repeatable: true };
    return this.ask<Revocation>(call, (fetch) =>
      this.http.POST("/members/{customer_id}/revocations", { params: { path: { customer_id: part("customerId", customerId) }, header: { "Idempotency-Key": options.idempotencyKey ?? newKey() } }, body, fetch }),
    );
  }
}
