"""The APIs of all contracts: each version under its own name, the newest under the service's.

Generated from the contracts by `souk sdk`; do not edit.
"""

from __future__ import annotations

import warnings
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .content_v1.api import AsyncContentV1, ContentV1
    from .notifications_v1.api import AsyncNotificationsV1, NotificationsV1
    from .orders_v1.api import AsyncOrdersV1, OrdersV1
    from .orders_v2.api import AsyncOrdersV2, OrdersV2
    from .premium_v1.api import AsyncPremiumV1, PremiumV1
    from .transport import AsyncTransport, Transport
    from .users_v1.api import AsyncUsersV1, UsersV1
    from .website_v1.api import AsyncWebsiteV1, WebsiteV1


class Apis:
    """The APIs of an environment."""

    @cached_property
    def content_v1(self) -> ContentV1:
        """Content for members: what there is, and links that open it."""
        from .content_v1.api import ContentV1

        return ContentV1(self._transport("content.v1"))

    @property
    def content(self) -> ContentV1:
        """Content for members: what there is, and links that open it."""
        return self.content_v1

    @cached_property
    def notifications_v1(self) -> NotificationsV1:
        """Notifications to customers, in the app and by mail."""
        from .notifications_v1.api import NotificationsV1

        return NotificationsV1(self._transport("notifications.v1"))

    @property
    def notifications(self) -> NotificationsV1:
        """Notifications to customers, in the app and by mail."""
        return self.notifications_v1

    @cached_property
    def orders_v1(self) -> OrdersV1:
        """The catalogue, its stock, and orders."""
        warnings.warn(
            "orders.v1 is deprecated (since 2026-12-01) and ends on 2027-12-01; its successor is orders.v2",
            DeprecationWarning,
            stacklevel=3,
        )
        from .orders_v1.api import OrdersV1

        return OrdersV1(self._transport("orders.v1"))

    @cached_property
    def orders_v2(self) -> OrdersV2:
        """The catalogue, its stock, and orders."""
        from .orders_v2.api import OrdersV2

        return OrdersV2(self._transport("orders.v2"))

    @property
    def orders(self) -> OrdersV2:
        """The catalogue, its stock, and orders."""
        return self.orders_v2

    @cached_property
    def premium_v1(self) -> PremiumV1:
        """Memberships, bought by orders of PREMIUM-YEAR and PREMIUM-MONTH, or granted by staff."""
        from .premium_v1.api import PremiumV1

        return PremiumV1(self._transport("premium.v1"))

    @property
    def premium(self) -> PremiumV1:
        """Memberships, bought by orders of PREMIUM-YEAR and PREMIUM-MONTH, or granted by staff."""
        return self.premium_v1

    @cached_property
    def users_v1(self) -> UsersV1:
        """Customers: profiles, addresses and access."""
        from .users_v1.api import UsersV1

        return UsersV1(self._transport("users.v1"))

    @property
    def users(self) -> UsersV1:
        """Customers: profiles, addresses and access."""
        return self.users_v1

    @cached_property
    def website_v1(self) -> WebsiteV1:
        """The newsletter of the shop, and the pictures of its products."""
        from .website_v1.api import WebsiteV1

        return WebsiteV1(self._transport("website.v1"))

    @property
    def website(self) -> WebsiteV1:
        """The newsletter of the shop, and the pictures of its products."""
        return self.website_v1

    def _transport(self, contract: str) -> Transport:
        raise NotImplementedError


class AsyncApis:
    """The APIs of an environment."""

    @cached_property
    def content_v1(self) -> AsyncContentV1:
        """Content for members: what there is, and links that open it."""
        from .content_v1.api import AsyncContentV1

        return AsyncContentV1(self._transport("content.v1"))

    @property
    def content(self) -> AsyncContentV1:
        """Content for members: what there is, and links that open it."""
        return self.content_v1

    @cached_property
    def notifications_v1(self) -> AsyncNotificationsV1:
        """Notifications to customers, in the app and by mail."""
        from .notifications_v1.api import AsyncNotificationsV1

        return AsyncNotificationsV1(self._transport("notifications.v1"))

    @property
    def notifications(self) -> AsyncNotificationsV1:
        """Notifications to customers, in the app and by mail."""
        return self.notifications_v1

    @cached_property
    def orders_v1(self) -> AsyncOrdersV1:
        """The catalogue, its stock, and orders."""
        warnings.warn(
            "orders.v1 is deprecated (since 2026-12-01) and ends on 2027-12-01; its successor is orders.v2",
            DeprecationWarning,
            stacklevel=3,
        )
        from .orders_v1.api import AsyncOrdersV1

        return AsyncOrdersV1(self._transport("orders.v1"))

    @cached_property
    def orders_v2(self) -> AsyncOrdersV2:
        """The catalogue, its stock, and orders."""
        from .orders_v2.api import AsyncOrdersV2

        return AsyncOrdersV2(self._transport("orders.v2"))

    @property
    def orders(self) -> AsyncOrdersV2:
        """The catalogue, its stock, and orders."""
        return self.orders_v2

    @cached_property
    def premium_v1(self) -> AsyncPremiumV1:
        """Memberships, bought by orders of PREMIUM-YEAR and PREMIUM-MONTH, or granted by staff."""
        from .premium_v1.api import AsyncPremiumV1

        return AsyncPremiumV1(self._transport("premium.v1"))

    @property
    def premium(self) -> AsyncPremiumV1:
        """Memberships, bought by orders of PREMIUM-YEAR and PREMIUM-MONTH, or granted by staff."""
        return self.premium_v1

    @cached_property
    def users_v1(self) -> AsyncUsersV1:
        """Customers: profiles, addresses and access."""
        from .users_v1.api import AsyncUsersV1

        return AsyncUsersV1(self._transport("users.v1"))

    @property
    def users(self) -> AsyncUsersV1:
        """Customers: profiles, addresses and access."""
        return self.users_v1

    @cached_property
    def website_v1(self) -> AsyncWebsiteV1:
        """The newsletter of the shop, and the pictures of its products."""
        from .website_v1.api import AsyncWebsiteV1

        return AsyncWebsiteV1(self._transport("website.v1"))

    @property
    def website(self) -> AsyncWebsiteV1:
        """The newsletter of the shop, and the pictures of its products."""
        return self.website_v1

    def _transport(self, contract: str) -> AsyncTransport:
        raise NotImplementedError
