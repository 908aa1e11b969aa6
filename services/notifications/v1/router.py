"""URL to action. No rules, no AWS: parse, call, answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from chassis.core.errors import ChangedMeanwhile, NotFound
from chassis.core.pagination import Cursor, Limit
from chassis.web.app import Api, port
from chassis.web.auth import Caller
from chassis.web.openapi import refuses
from notifications import actions, domain, ports
from notifications.v1 import schemas
from notifications.v1.schemas import NotificationId

Notifications = Annotated[ports.Notifications, port(ports.Notifications)]
Contacts = Annotated[ports.Contacts, port(ports.Contacts)]

told = APIRouter(prefix="/notifications", tags=["notifications"])
preferences = APIRouter(prefix="/notifications/preferences", tags=["preferences"])


@told.get("")
def list_notifications(
    caller: Caller, notifications: Notifications, limit: Limit = 20, cursor: Cursor = None
) -> schemas.Notifications:
    """List what you were told, newest first.

    For whoever is signed in. They tell what became of your orders, and are there whether or not you want mail.
    """
    page = notifications.of_customer(caller.id, limit, cursor)
    return schemas.Notifications.model_validate(page, from_attributes=True)


@told.post(
    "/{notification_id}/read",
    status_code=204,
    response_description="It is marked.",
    responses=refuses(NotFound, ChangedMeanwhile),
)
def read_notification(notification_id: NotificationId, caller: Caller, notifications: Notifications) -> None:
    """Mark a notification as read.

    For whom it was meant; to anyone else it doesn't exist. Marking it again changes nothing.
    """
    actions.read(notification_id, caller.id, notifications)


@preferences.get("")
def get_preferences(caller: Caller, contacts: Contacts) -> schemas.Preferences:
    """Look at how you want to be told.

    For whoever is signed in. Who hasn't chosen is told by mail, too.
    """
    return schemas.Preferences(mail=contacts.get(caller.id).wants_mail)


@preferences.put(
    "", response_description="How you are told from now on.", responses=refuses(domain.Erased, ChangedMeanwhile)
)
def put_preferences(body: schemas.Preferences, caller: Caller, contacts: Contacts) -> schemas.Preferences:
    """Choose how you want to be told.

    For whoever is signed in. Nothing more is mailed from then on if you say so; the list in the app goes on.
    """
    return schemas.Preferences(mail=actions.prefer(caller.id, body.mail, contacts).wants_mail)


API = Api(
    name="notifications",
    version=1,
    title="Souk notifications",
    description="What customers are told, in the app and by mail.",
    routers=(told, preferences),
    tags={
        "notifications": "What you were told.",
        "preferences": "How you want to be told.",
    },
)
