// Generated from contracts/openapi by `souk sdk`. Do not edit.

import { Api, callOf, type CallOptions, part } from "../api.ts";
import { Pages } from "../pages.ts";
import type { operations, paths, Notifications, Preferences } from "./notifications.v1.ts";

/** Notifications to customers, in the app and by mail. */
export class NotificationsV1 extends Api<paths> {
  /**
   * List your notifications, newest first. For signed-in users. Each notification reports a change of one of your
   * orders, whether or not you receive mail.
   * @throws Unauthenticated: A valid access token is needed.
   */
  listNotifications(options: CallOptions & NonNullable<operations["list_notifications"]["parameters"]["query"]> = {}): Pages<Notifications> {
    const call = { ...callOf(options), operation: "listNotifications", secured: true, repeatable: true };
    return new Pages((position) =>
      this.ask<Notifications>(call, (fetch) =>
        this.http.GET("/notifications", { params: { query: { limit: options.limit, cursor: options.cursor, ...position } }, fetch }),
      ),
    );
  }

  /**
   * Mark a notification as read. For its recipient; everyone else gets 404. Idempotent.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws NotFound: There is no such thing.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   */
  readNotification(notificationId: string, options: CallOptions = {}): Promise<void> {
    const call = { ...callOf(options), operation: "readNotification", secured: true, repeatable: false };
    return this.ask<void>(call, (fetch) =>
      this.http.POST("/notifications/{notification_id}/read", { params: { path: { notification_id: part("notificationId", notificationId) } }, fetch }),
    );
  }

  /**
   * Get your notification preferences. For signed-in users. Mail is on by default.
   * @throws Unauthenticated: A valid access token is needed.
   */
  getPreferences(options: CallOptions = {}): Promise<Preferences> {
    const call = { ...callOf(options), operation: "getPreferences", secured: true, repeatable: true };
    return this.ask<Preferences>(call, (fetch) =>
      this.http.GET("/notifications/preferences", { fetch }),
    );
  }

  /**
   * Set your notification preferences. For signed-in users. Without mail, notifications still appear in the app.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Erased: This user was erased at their own request.
   * @throws Unprocessable: The request doesn't fit the contract.
   */
  putPreferences(body: Preferences, options: CallOptions = {}): Promise<Preferences> {
    const call = { ...callOf(options), operation: "putPreferences", secured: true, repeatable: false };
    return this.ask<Preferences>(call, (fetch) =>
      this.http.PUT("/notifications/preferences", { body, fetch }),
    );
  }
}
