// Made from contracts/openapi by `souk sdk`. Not to be edited.

import { Api, callOf, type CallOptions, part } from "../api.ts";
import { Pages } from "../pages.ts";
import type { operations, paths, Notifications, Preferences } from "./notifications.v1.ts";

/** What customers are told, in the app and by mail. */
export class NotificationsV1 extends Api<paths> {
  /**
   * List what you were told, newest first. For whoever is signed in. They tell what became of your orders, and are
   * there whether or not you want mail.
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
   * Mark a notification as read. For whom it was meant; to anyone else it doesn't exist. Marking it again changes
   * nothing.
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
   * Look at how you want to be told. For whoever is signed in. Who hasn't chosen is told by mail, too.
   * @throws Unauthenticated: A valid access token is needed.
   */
  getPreferences(options: CallOptions = {}): Promise<Preferences> {
    const call = { ...callOf(options), operation: "getPreferences", secured: true, repeatable: true };
    return this.ask<Preferences>(call, (fetch) =>
      this.http.GET("/notifications/preferences", { fetch }),
    );
  }

  /**
   * Choose how you want to be told. For whoever is signed in. Nothing more is mailed from then on if you say so; the
   * list in the app goes on.
   * @throws Unauthenticated: A valid access token is needed.
   * @throws ChangedMeanwhile: It was changed by somebody else at the same moment.
   * @throws Erased: This person asked to be forgotten.
   * @throws Unprocessable: The request doesn't fit the contract.
   */
  putPreferences(body: Preferences, options: CallOptions = {}): Promise<Preferences> {
    const call = { ...callOf(options), operation: "putPreferences", secured: true, repeatable: false };
    return this.ask<Preferences>(call, (fetch) =>
      this.http.PUT("/notifications/preferences", { body, fetch }),
    );
  }
}
