// Generated from contracts/openapi by `souk sdk`. Do not edit.

import { Api, callOf, type CallOptions, part } from "../api.ts";
import { Pages } from "../pages.ts";
import type { operations, paths, Catalogue, Content, RegisterContent } from "./content.v1.ts";

/** Content for members: what there is. */
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
}
