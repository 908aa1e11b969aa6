"""The operations of Souk notifications, version 1: one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    from ...paging import AsyncPages, Pages
    from ...transport import AsyncTransport, Transport
    from ..models.kind import Kind
    from ..models.misfit import Misfit
    from ..models.notification import Notification
    from ..models.notifications import Notifications
    from ..models.preferences import Preferences
    from ..models.problem_details import ProblemDetails


class NotificationsV1:
    """Notifications to customers, in the app and by mail."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_notifications(
        self,
        *,
        limit: int = 20,
    ) -> Pages[Notification, Notifications]:
        """List your notifications, newest first.

        For signed-in users. Each notification reports a change of one of your orders, whether or not you
        receive mail.

        Args:
            limit: The maximum number of items per page. (default 20)
        """
        from ...paging import Pages, by_cursor
        from ..models.notifications import Notifications
        from .notifications.list_notifications import _get_kwargs

        def fetch(args: dict[str, Any]) -> Notifications:
            return self._transport.request(
                args, Notifications.from_dict, signed=True, repeat=True
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

        For its recipient; everyone else gets 404. Idempotent.

        Args:
            notification_id: The id of its event: a ULID, so ids sort by time.

        Raises:
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .notifications.read_notification import _get_kwargs

        args = _get_kwargs(
            notification_id=notification_id,
        )
        return self._transport.request_no_content(args, signed=True, repeat=False)

    def get_preferences(
        self,
    ) -> Preferences:
        """Get your notification preferences.

        For signed-in users. Mail is on by default.
        """
        from ..models.preferences import Preferences
        from .preferences.get_preferences import _get_kwargs

        args = _get_kwargs()
        return self._transport.request(
            args, Preferences.from_dict, signed=True, repeat=True
        )

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
        """Set your notification preferences.

        For signed-in users. Without mail, notifications still appear in the app.

        Args:
            mail: True to receive mail, too; notifications always appear in the app.
            body: All fields as one model, in place of the fields.

        Raises:
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Erased: This user was erased at their own request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.preferences import Preferences
        from .preferences.put_preferences import _get_kwargs

        args = _get_kwargs(
            body=self._transport.body(Preferences, body, fields),
        )
        return self._transport.request(
            args, Preferences.from_dict, signed=True, repeat=False
        )


class AsyncNotificationsV1:
    """Notifications to customers, in the app and by mail."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list_notifications(
        self,
        *,
        limit: int = 20,
    ) -> AsyncPages[Notification, Notifications]:
        """List your notifications, newest first.

        For signed-in users. Each notification reports a change of one of your orders, whether or not you
        receive mail.

        Args:
            limit: The maximum number of items per page. (default 20)
        """
        from ...paging import AsyncPages, by_cursor
        from ..models.notifications import Notifications
        from .notifications.list_notifications import _get_kwargs

        async def fetch(args: dict[str, Any]) -> Notifications:
            return await self._transport.request(
                args, Notifications.from_dict, signed=True, repeat=True
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

        For its recipient; everyone else gets 404. Idempotent.

        Args:
            notification_id: The id of its event: a ULID, so ids sort by time.

        Raises:
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .notifications.read_notification import _get_kwargs

        args = _get_kwargs(
            notification_id=notification_id,
        )
        return await self._transport.request_no_content(args, signed=True, repeat=False)

    async def get_preferences(
        self,
    ) -> Preferences:
        """Get your notification preferences.

        For signed-in users. Mail is on by default.
        """
        from ..models.preferences import Preferences
        from .preferences.get_preferences import _get_kwargs

        args = _get_kwargs()
        return await self._transport.request(
            args, Preferences.from_dict, signed=True, repeat=True
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
        """Set your notification preferences.

        For signed-in users. Without mail, notifications still appear in the app.

        Args:
            mail: True to receive mail, too; notifications always appear in the app.
            body: All fields as one model, in place of the fields.

        Raises:
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Erased: This user was erased at their own request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.preferences import Preferences
        from .preferences.put_preferences import _get_kwargs

        args = _get_kwargs(
            body=self._transport.body(Preferences, body, fields),
        )
        return await self._transport.request(
            args, Preferences.from_dict, signed=True, repeat=False
        )
