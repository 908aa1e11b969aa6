// Generated from contracts/openapi by `souk sdk`. Do not edit.

import { Api, callOf, type CallOptions, part } from "../api.ts";
import { Pages } from "../pages.ts";
import type { operations, paths, Catalogue, Content, Link, MakeLink, RegisterContent, Session } from "./content.v1.ts";

/** Content for members: what there is, and links that open it. */
export class ContentV1 extends Api<paths> {
  /**
   * List what there is, by id. Public; no token required. Withdrawn content is left out, so that a page may have
   * fewer items than asked for. The response may be cached for a minute.
   */
  listContent(options: CallOptions & NonNullable<operations["list_content"]["parameters"]["query"]> = {}): Pages<Catalogue> {
    const call = { ...callOf(options), operation: "listContent", secured: false, repeatable: true };
    return new Pages((position) =>
      this.ask<Catalogue>(call, (fetch) =>
        this.http.GET("/content", { params: { query: { limit: options.limit, cursor: options.cursor, ...position } }, fetch }),
      ),
    );
  }

  /**
   * Get a piece of content with its files. Public; no token required. To open a file takes a link. The response may
   * be cached for a minute.
   * @throws NotFound: There is no such thing.
   * @throws ContentWithdrawn: This content was withdrawn.
   */
  getContent(contentId: string, options: CallOptions = {}): Promise<Content> {
    const call = { ...callOf(options), operation: "getContent", secured: false, repeatable: true };
    return this.ask<Content>(call, (fetch) =>
      this.http.GET("/content/{content_id}", { params: { path: { content_id: part("contentId", contentId) } }, fetch }),
    );
  }

  /**
   * Register a revision, whose files are stored. For staff, by `souk content publish`. It is served from now on,
   * also if the content was withdrawn.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Unprocessable: The request doesn't fit the contract.
   */
  registerContent(contentId: string, body: RegisterContent, options: CallOptions = {}): Promise<Content> {
    const call = { ...callOf(options), operation: "registerContent", secured: true, repeatable: false };
    return this.ask<Content>(call, (fetch) =>
      this.http.PUT("/content/{content_id}", { params: { path: { content_id: part("contentId", contentId) } }, body, fetch }),
    );
  }

  /**
   * Withdraw a piece of content. For staff, by `souk content withdraw`. A link that was made before works until it
   * expires. Idempotent.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws Forbidden: You may not do this.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   */
  withdrawContent(contentId: string, options: CallOptions = {}): Promise<void> {
    const call = { ...callOf(options), operation: "withdrawContent", secured: true, repeatable: false };
    return this.ask<void>(call, (fetch) =>
      this.http.DELETE("/content/{content_id}", { params: { path: { content_id: part("contentId", contentId) } }, fetch }),
    );
  }

  /**
   * Make a link to a file. For members, and for everybody who is signed in where the content is free. The link opens
   * this file alone, for everybody who has it, until it expires, also if the membership ends before. The number of
   * links and sessions in a day is limited. Each request makes another link.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws MembershipRequired: This content is for members.
   * @throws NotFound: There is no such thing.
   * @throws ContentWithdrawn: This content was withdrawn.
   * @throws Unprocessable: The request doesn't fit the contract.
   * @throws TooManyLinks: You have opened as much as one day allows.
   * @throws SigningUnavailable: Links can't be signed just now.
   */
  makeLink(contentId: string, body: MakeLink, options: CallOptions = {}): Promise<Link> {
    const call = { ...callOf(options), operation: "makeLink", secured: true, repeatable: false };
    return this.ask<Link>(call, (fetch) =>
      this.http.POST("/content/{content_id}/links", { params: { path: { content_id: part("contentId", contentId) } }, body, fetch }),
    );
  }

  /**
   * Begin a session for all files of a piece. For members, and for everybody who is signed in where the content is
   * free. Its cookies open all files below `base_url` until they expire. A player on another origin adds them to
   * each URL as a query, without the prefix `CloudFront-` of their names. Counts as a link does.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws MembershipRequired: This content is for members.
   * @throws NotFound: There is no such thing.
   * @throws ContentWithdrawn: This content was withdrawn.
   * @throws TooManyLinks: You have opened as much as one day allows.
   * @throws SigningUnavailable: Links can't be signed just now.
   */
  beginSession(contentId: string, options: CallOptions = {}): Promise<Session> {
    const call = { ...callOf(options), operation: "beginSession", secured: true, repeatable: false };
    return this.ask<Session>(call, (fetch) =>
      this.http.POST("/content/{content_id}/sessions", { params: { path: { content_id: part("contentId", contentId) } }, fetch }),
    );
  }
}
