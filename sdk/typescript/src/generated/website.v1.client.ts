// Generated from contracts/openapi by `souk sdk`. Do not edit.

import { Api, callOf, type CallOptions, type CreateOptions, newKey, part } from "../api.ts";
import { Pages } from "../pages.ts";
import type { operations, paths, AnnouncePicture, AnnouncedPicture, Confirmed, Galleries, SignUp, SignedUp, Upload } from "./website.v1.ts";

/** The newsletter of the shop, and the pictures of its products. */
export class WebsiteV1 extends Api<paths> {
  /**
   * Sign up for the newsletter. For everyone. The address gets a mail with a link to confirm, unless it is
   * subscribed already; the answer is the same. A repeated sign-up has no further effect, but for another mail if
   * the last one is ten minutes old. The number of sign-ups an hour is limited, by address and by caller.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Unprocessable: The request doesn't fit the contract.
   * @throws TooManySignUps: There were too many sign-ups from here, or with this address.
   */
  signUp(body: SignUp, options: CallOptions = {}): Promise<SignedUp> {
    const call = { ...callOf(options), operation: "signUp", secured: false, repeatable: false };
    return this.ask<SignedUp>(call, (fetch) =>
      this.http.POST("/subscribers", { body, fetch }),
    );
  }

  /**
   * Confirm an address. For everyone with the link of a mail, which works once and for 48 hours. Mails link to a
   * page that asks before it calls this, so that programs that open every link confirm nothing.
   * @throws LinkForged: This link is not one of ours, or is incomplete.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws LinkUsed: This link was used before.
   * @throws LinkExpired: This link is too old.
   */
  confirm(options: CallOptions & NonNullable<operations["confirm"]["parameters"]["query"]>): Promise<Confirmed> {
    const call = { ...callOf(options), operation: "confirm", secured: false, repeatable: true };
    return this.ask<Confirmed>(call, (fetch) =>
      this.http.GET("/confirm", { params: { query: { token: options.token } }, fetch }),
    );
  }

  /**
   * Unsubscribe from the newsletter. For everyone with the link of a mail, which never expires. Idempotent.
   * @throws LinkForged: This link is not one of ours, or is incomplete.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   */
  unsubscribe(token: string, options: CallOptions = {}): Promise<void> {
    const call = { ...callOf(options), operation: "unsubscribe", secured: false, repeatable: false };
    return this.ask<void>(call, (fetch) =>
      this.http.DELETE("/subscribers/{token}", { params: { path: { token: part("token", token) } }, fetch }),
    );
  }

  /**
   * Unsubscribe from the newsletter with one click (RFC 8058). For mail programs. The same as DELETE; a form as its
   * body is ignored.
   * @throws LinkForged: This link is not one of ours, or is incomplete.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   */
  unsubscribeWithOneClick(token: string, options: CallOptions = {}): Promise<void> {
    const call = { ...callOf(options), operation: "unsubscribeWithOneClick", secured: false, repeatable: false };
    return this.ask<void>(call, (fetch) =>
      this.http.POST("/subscribers/{token}", { params: { path: { token: part("token", token) } }, fetch }),
    );
  }

  /**
   * Announce a picture of a product. For staff. Answers a form with which a browser uploads the file to S3 within
   * ten minutes: as `multipart/form-data`, all fields first, the file last as `file`. S3 takes a file of this type
   * and size only. Used a second time, the form has no effect. The product need not exist yet.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws TooManyPictures: The product has the most pictures that it may have.
   * @throws StillInProgress: The request with this Idempotency-Key is still in progress.
   * @throws KeyReused: This Idempotency-Key was used for another request.
   * @throws Unprocessable: The request doesn't fit the contract.
   */
  announcePicture(sku: string, body: AnnouncePicture, options: CreateOptions = {}): Promise<AnnouncedPicture> {
    const call = { ...callOf(options), operation: "announcePicture", secured: true, repeatable: true };
    return this.ask<AnnouncedPicture>(call, (fetch) =>
      this.http.POST("/products/{sku}/pictures", { params: { path: { sku: part("sku", sku) }, header: { "Idempotency-Key": options.idempotencyKey ?? newKey() } }, body, fetch }),
    );
  }

  /**
   * List the pictures of products, by SKU. Public; no token required. Products without pictures are left out, so
   * that a page may have fewer items than asked for. The response may be cached for a minute.
   */
  listPictures(options: CallOptions & NonNullable<operations["list_pictures"]["parameters"]["query"]> = {}): Pages<Galleries> {
    const call = { ...callOf(options), operation: "listPictures", secured: false, repeatable: true };
    return new Pages((position) =>
      this.ask<Galleries>(call, (fetch) =>
        this.http.GET("/products/pictures", { params: { query: { limit: options.limit, cursor: options.cursor, ...position } }, fetch }),
      ),
    );
  }

  /**
   * Get the state of an upload. For staff. `waiting` until the file is uploaded and its thumbnails are made, usually
   * for a second or two after the upload; then `ready`, or `refused` with the reason.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   */
  getPicture(sku: string, uploadId: string, options: CallOptions = {}): Promise<Upload> {
    const call = { ...callOf(options), operation: "getPicture", secured: true, repeatable: true };
    return this.ask<Upload>(call, (fetch) =>
      this.http.GET("/products/{sku}/pictures/{upload_id}", { params: { path: { sku: part("sku", sku), upload_id: part("uploadId", uploadId) } }, fetch }),
    );
  }

  /**
   * Withdraw a picture. For staff. Deletes its files, also those of an upload that is still waiting. Idempotent.
   * Caches may keep thumbnails, at addresses that nothing links to.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   */
  withdrawPicture(sku: string, uploadId: string, options: CallOptions = {}): Promise<void> {
    const call = { ...callOf(options), operation: "withdrawPicture", secured: true, repeatable: false };
    return this.ask<void>(call, (fetch) =>
      this.http.DELETE("/products/{sku}/pictures/{upload_id}", { params: { path: { sku: part("sku", sku), upload_id: part("uploadId", uploadId) } }, fetch }),
    );
  }
}
