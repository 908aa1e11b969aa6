"""URL to action. No rules, no AWS: parse, call, respond."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from chassis.core.errors import ChangedMeanwhile, NotFound
from chassis.core.pagination import Cursor, Limit
from chassis.web.app import Api, port
from chassis.web.auth import Caller
from chassis.web.refusals import refuses
from notifications import actions, domain, ports
from notifications.v1 import schemas
from notifications.v1.schemas import NotificationId

Notifications = Annotated[ports.Notifications, port(ports.Notifications)]
Contacts = Annotated[ports.Contacts, port(ports.Contacts)]

items = APIRouter(prefix="/notifications", tags=["notifications"])
preferences = APIRouter(prefix="/notifications/preferences", tags=["preferences"])


@items.get("")
async def list_notifications(
    caller: Caller, notifications: Notifications, limit: Limit = 20, cursor: Cursor = None
) -> schemas.Notifications:
    """List your notifications, newest first.

    For signed-in users. Each notification reports a change of one of your orders, whether or not you receive mail.
    """
    page = notifications.list_by_customer(caller.id, limit, cursor)
    return schemas.Notifications.model_validate(page, from_attributes=True)


@items.post(
    "/{notification_id}/read",
    status_code=204,
    response_description="The notification is marked as read.",
    responses=refuses(NotFound, ChangedMeanwhile),
)
async def read_notification(notification_id: NotificationId, caller: Caller, notifications: Notifications) -> None:
    """Mark a notification as read.

    For its recipient; everyone else gets 404. Idempotent.
    """
    actions.mark_read(notification_id, caller.id, notifications)


@preferences.get("")
async def get_preferences(caller: Caller, contacts: Contacts) -> schemas.Preferences:
    """Get your notification preferences.

    For signed-in users. Mail is on by default.
    """
    return schemas.Preferences(mail=contacts.get(caller.id).wants_mail)


@preferences.put(
    "", response_description="The new notification preferences.", responses=refuses(domain.Erased, ChangedMeanwhile)
)
async def put_preferences(body: schemas.Preferences, caller: Caller, contacts: Contacts) -> schemas.Preferences:
    """Set your notification preferences.

    For signed-in users. Without mail, notifications still appear in the app.
    """
    return schemas.Preferences(mail=actions.update_preferences(caller.id, body.mail, contacts).wants_mail)


API = Api(
    name="notifications",
    version=1,
    title="Souk notifications",
    description="Notifications to customers, in the app and by mail.",
    routers=(items, preferences),
    tags={
        "notifications": "Your notifications.",
        "preferences": "Your notification preferences.",
    },
)
