"""URL to action. No rules, no AWS: parse, call, respond."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from chassis.core.errors import NotFound
from chassis.core.pagination import Cursor, Limit
from chassis.web.app import Api, port
from chassis.web.auth import Caller
from chassis.web.idempotency import IdempotencyKeyHeader
from chassis.web.refusals import refuses
from stall import actions, domain, ports
from stall.v1 import schemas
from stall.v1.schemas import WidgetId

Widgets = Annotated[ports.Widgets, port(ports.Widgets)]

widgets = APIRouter(prefix="/widgets", tags=["widgets"])


@widgets.post(
    "",
    status_code=201,
    response_description="The new widget; a repeated request returns the first response.",
    responses=refuses(domain.Erased),
)
async def create_widget(
    body: schemas.CreateWidget, caller: Caller, key: IdempotencyKeyHeader, widgets: Widgets
) -> schemas.Widget:
    """Create a widget.

    Requires a token. The caller owns the widget.
    """
    return schemas.Widget.model_validate(actions.create_widget(caller.id, body.name, key, widgets))


@widgets.get("")
async def list_widgets(caller: Caller, widgets: Widgets, limit: Limit = 20, cursor: Cursor = None) -> schemas.Widgets:
    """List your widgets, newest first.

    Requires a token.
    """
    return schemas.Widgets.model_validate(widgets.list_by_owner(caller.id, limit, cursor), from_attributes=True)


@widgets.get("/{widget_id}", responses=refuses(NotFound))
async def get_widget(widget_id: WidgetId, caller: Caller, widgets: Widgets) -> schemas.Widget:
    """Get a widget.

    For its owner and staff; everyone else gets 404.
    """
    return schemas.Widget.model_validate(actions.find_widget(widget_id, caller, widgets))


API = Api(
    name="stall",
    version=1,
    title="Souk stall",
    description="Customers' widgets.",
    routers=(widgets,),
    tags={"widgets": "Your widgets."},
)
