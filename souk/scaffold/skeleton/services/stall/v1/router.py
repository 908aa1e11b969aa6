"""URL to action. No rules, no AWS: parse, call, answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from chassis.core.errors import NotFound
from chassis.core.pagination import Cursor, Limit
from chassis.web.app import Api, port
from chassis.web.auth import Caller
from chassis.web.idempotency import IdempotencyKeyHeader
from chassis.web.openapi import refuses
from stall import actions, domain, ports
from stall.v1 import schemas
from stall.v1.schemas import WidgetId

Widgets = Annotated[ports.Widgets, port(ports.Widgets)]

widgets = APIRouter(prefix="/widgets", tags=["widgets"])


@widgets.post(
    "",
    status_code=201,
    response_description="The widget; the same again for a key that was used before.",
    responses=refuses(domain.Erased),
)
def create_widget(
    body: schemas.CreateWidget, caller: Caller, key: IdempotencyKeyHeader, widgets: Widgets
) -> schemas.Widget:
    """Make a widget.

    For whoever is signed in; the widget is theirs.
    """
    return schemas.Widget.model_validate(actions.create_widget(caller.id, body.name, key, widgets))


@widgets.get("")
def list_widgets(caller: Caller, widgets: Widgets, limit: Limit = 20, cursor: Cursor = None) -> schemas.Widgets:
    """List your widgets.

    For whoever is signed in: their own, newest first.
    """
    return schemas.Widgets.model_validate(widgets.of_owner(caller.id, limit, cursor), from_attributes=True)


@widgets.get("/{widget_id}", responses=refuses(NotFound))
def get_widget(widget_id: WidgetId, caller: Caller, widgets: Widgets) -> schemas.Widget:
    """Look at one widget.

    For the person whose it is, and for staff. To anyone else it doesn't exist.
    """
    return schemas.Widget.model_validate(actions.find_widget(widget_id, caller, widgets))


API = Api(
    name="stall",
    version=1,
    title="Souk stall",
    description="The widgets that customers keep here.",
    routers=(widgets,),
    tags={"widgets": "What you keep here."},
)
