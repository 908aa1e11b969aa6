"""The operations of Souk notifications, version 1: one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    from ...calls import AsyncCaller, Caller
    from ...paging import AsyncPages, Pages
    from ..models.kind import Kind
    from ..models.misfit import Misfit
    from ..models.notification import Notification
    from ..models.notifications import Notifications
    from ..models.preferences import Preferences
    from ..models.problem_details import ProblemDetails


class NotificationsV1:
    """What customers are told, in the app and by mail."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list_notifications(
        self,
        *,
        limit: int = 20,
    ) -> Pages[Notification, Notifications]:
        """List what you were told, newest first.

        For whoever is signed in. They tell what became of your orders, and are there whether or not you
        want mail.
        """
        from ...paging import Pages, by_cursor
        from ..models.notifications import Notifications
        from .notifications.list_notifications import _get_kwargs

        def fetch(sent: dict[str, Any]) -> Notifications:
            return self._caller.call(
                sent, Notifications.from_dict, signed=True, repeat=True
            )

        return Pages(
            fetch,
            _get_kwargs(
                limit=limit,
            ),
            by_cursor,
        )

    def read_notification(
        self,
        notification_id: str,
    ) -> None:
        """Mark a notification as read.

        For whom it was meant; to anyone else it doesn't exist. Marking it again changes nothing.
        """
        from .notifications.read_notification import _get_kwargs

        sent = _get_kwargs(
            notification_id=notification_id,
        )
        return self._caller.tell(sent, signed=True, repeat=False)

    def get_preferences(
        self,
    ) -> Preferences:
        """Look at how you want to be told.

        For whoever is signed in. Who hasn't chosen is told by mail, too.
        """
        from ..models.preferences import Preferences
        from .preferences.get_preferences import _get_kwargs

        sent = _get_kwargs()
        return self._caller.call(sent, Preferences.from_dict, signed=True, repeat=True)

    @overload
    def put_preferences(
        self,
        *,
        mail: bool,
    ) -> Preferences: ...

    @overload
    def put_preferences(
        self,
        *,
        body: Preferences,
    ) -> Preferences: ...

    def put_preferences(
        self,
        *,
        body: Preferences | None = None,
        **fields: Any,
    ) -> Preferences:
        """Choose how you want to be told.

        For whoever is signed in. Nothing more is mailed from then on if you say so; the list in the app
        goes on.
        """
        from ..models.preferences import Preferences
        from .preferences.put_preferences import _get_kwargs

        sent = _get_kwargs(
            body=self._caller.body(Preferences, body, fields),
        )
        return self._caller.call(sent, Preferences.from_dict, signed=True, repeat=False)


class AsyncNotificationsV1:
    """What customers are told, in the app and by mail."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list_notifications(
        self,
        *,
        limit: int = 20,
    ) -> AsyncPages[Notification, Notifications]:
        """List what you were told, newest first.

        For whoever is signed in. They tell what became of your orders, and are there whether or not you
        want mail.
        """
        from ...paging import AsyncPages, by_cursor
        from ..models.notifications import Notifications
        from .notifications.list_notifications import _get_kwargs

        async def fetch(sent: dict[str, Any]) -> Notifications:
            return await self._caller.call(
                sent, Notifications.from_dict, signed=True, repeat=True
            )

        return AsyncPages(
            fetch,
            _get_kwargs(
                limit=limit,
            ),
            by_cursor,
        )

    async def read_notification(
        self,
        notification_id: str,
    ) -> None:
        """Mark a notification as read.

        For whom it was meant; to anyone else it doesn't exist. Marking it again changes nothing.
        """
        from .notifications.read_notification import _get_kwargs

        sent = _get_kwargs(
            notification_id=notification_id,
        )
        return await self._caller.tell(sent, signed=True, repeat=False)

    async def get_preferences(
        self,
    ) -> Preferences:
        """Look at how you want to be told.

        For whoever is signed in. Who hasn't chosen is told by mail, too.
        """
        from ..models.preferences import Preferences
        from .preferences.get_preferences import _get_kwargs

        sent = _get_kwargs()
        return await self._caller.call(
            sent, Preferences.from_dict, signed=True, repeat=True
        )

    @overload
    async def put_preferences(
        self,
        *,
        mail: bool,
    ) -> Preferences: ...

    @overload
    async def put_preferences(
        self,
        *,
        body: Preferences,
    ) -> Preferences: ...

    async def put_preferences(
        self,
        *,
        body: Preferences | None = None,
        **fields: Any,
    ) -> Preferences:
        """Choose how you want to be told.

        For whoever is signed in. Nothing more is mailed from then on if you say so; the list in the app
        goes on.
        """
        from ..models.preferences import Preferences
        from .preferences.put_preferences import _get_kwargs

        sent = _get_kwargs(
            body=self._caller.body(Preferences, body, fields),
        )
        return await self._caller.call(
            sent, Preferences.from_dict, signed=True, repeat=False
        )
