"""The operations of Souk premium, version 1: one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    from ...paging import AsyncPages, Pages
    from ...transport import AsyncTransport, Transport
    from ..models.entry import Entry
    from ..models.grant import Grant
    from ..models.grant_membership import GrantMembership
    from ..models.kind import Kind
    from ..models.member import Member
    from ..models.membership import Membership
    from ..models.misfit import Misfit
    from ..models.problem_details import ProblemDetails
    from ..models.revocation import Revocation
    from ..models.revoke_membership import RevokeMembership


class PremiumV1:
    """Memberships, bought by orders of PREMIUM-YEAR and PREMIUM-MONTH, or granted by staff."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get_membership(
        self,
    ) -> Membership:
        """Get your membership.

        For signed-in users, also those who never had one. An order shows here within seconds.
        """
        from ..models.membership import Membership
        from .membership.get_membership import _get_kwargs

        args = _get_kwargs()
        return self._transport.request(
            args, Membership.from_dict, signed=True, repeat=True
        )

    def get_member(
        self,
        customer_id: str,
    ) -> Member:
        """Get a customer's membership.

        For staff. Contains the orders, grants and revocations that it follows from. Customers who never had
        one get 404.

        Args:
            customer_id: The customer's `sub`.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
        """
        from ..models.member import Member
        from .members.get_member import _get_kwargs

        args = _get_kwargs(
            customer_id=customer_id,
        )
        return self._transport.request(args, Member.from_dict, signed=True, repeat=True)

    @overload
    def grant_membership(
        self,
        customer_id: str,
        *,
        reason: str,
        months: int,
        idempotency_key: str | None = None,
    ) -> Grant: ...

    @overload
    def grant_membership(
        self,
        customer_id: str,
        *,
        body: GrantMembership,
        idempotency_key: str | None = None,
    ) -> Grant: ...

    def grant_membership(
        self,
        customer_id: str,
        *,
        body: GrantMembership | None = None,
        idempotency_key: str | None = None,
        **fields: Any,
    ) -> Grant:
        """Grant months of membership.

        For staff. They are added as those of an order are: to the present membership, or from now on.

        Args:
            customer_id: The customer's `sub`.
            reason: Why. Staff can read it, and nobody else.
            months: Calendar months.
            body: All fields as one model, in place of the fields.
            idempotency_key: Names this request, so that repeating it creates nothing twice; by default a fresh UUID.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Erased: This user was erased at their own request.
            KeyReused: This Idempotency-Key was used for another request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.grant import Grant
        from ..models.grant_membership import GrantMembership
        from .members.grant_membership import _get_kwargs

        args = _get_kwargs(
            customer_id=customer_id,
            body=self._transport.body(GrantMembership, body, fields),
            idempotency_key=self._transport.idempotency_key(idempotency_key),
        )
        return self._transport.request(args, Grant.from_dict, signed=True, repeat=True)

    @overload
    def revoke_membership(
        self,
        customer_id: str,
        *,
        reason: str,
        idempotency_key: str | None = None,
    ) -> Revocation: ...

    @overload
    def revoke_membership(
        self,
        customer_id: str,
        *,
        body: RevokeMembership,
        idempotency_key: str | None = None,
    ) -> Revocation: ...

    def revoke_membership(
        self,
        customer_id: str,
        *,
        body: RevokeMembership | None = None,
        idempotency_key: str | None = None,
        **fields: Any,
    ) -> Revocation:
        """Revoke a membership.

        For staff. It ends at once: orders and grants before now give nothing more, later ones begin a new
        membership. Refused if the customer is no member.

        Args:
            customer_id: The customer's `sub`.
            reason: Why. Staff can read it, and nobody else.
            body: All fields as one model, in place of the fields.
            idempotency_key: Names this request, so that repeating it creates nothing twice; by default a fresh UUID.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Erased: This user was erased at their own request.
            NotAMember: This customer has no membership now.
            KeyReused: This Idempotency-Key was used for another request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.revocation import Revocation
        from ..models.revoke_membership import RevokeMembership
        from .members.revoke_membership import _get_kwargs

        args = _get_kwargs(
            customer_id=customer_id,
            body=self._transport.body(RevokeMembership, body, fields),
            idempotency_key=self._transport.idempotency_key(idempotency_key),
        )
        return self._transport.request(
            args, Revocation.from_dict, signed=True, repeat=True
        )


class AsyncPremiumV1:
    """Memberships, bought by orders of PREMIUM-YEAR and PREMIUM-MONTH, or granted by staff."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_membership(
        self,
    ) -> Membership:
        """Get your membership.

        For signed-in users, also those who never had one. An order shows here within seconds.
        """
        from ..models.membership import Membership
        from .membership.get_membership import _get_kwargs

        args = _get_kwargs()
        return await self._transport.request(
            args, Membership.from_dict, signed=True, repeat=True
        )

    async def get_member(
        self,
        customer_id: str,
    ) -> Member:
        """Get a customer's membership.

        For staff. Contains the orders, grants and revocations that it follows from. Customers who never had
        one get 404.

        Args:
            customer_id: The customer's `sub`.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
        """
        from ..models.member import Member
        from .members.get_member import _get_kwargs

        args = _get_kwargs(
            customer_id=customer_id,
        )
        return await self._transport.request(
            args, Member.from_dict, signed=True, repeat=True
        )

    @overload
    async def grant_membership(
        self,
        customer_id: str,
        *,
        reason: str,
        months: int,
        idempotency_key: str | None = None,
    ) -> Grant: ...

    @overload
    async def grant_membership(
        self,
        customer_id: str,
        *,
        body: GrantMembership,
        idempotency_key: str | None = None,
    ) -> Grant: ...

    async def grant_membership(
        self,
        customer_id: str,
        *,
        body: GrantMembership | None = None,
        idempotency_key: str | None = None,
        **fields: Any,
    ) -> Grant:
        """Grant months of membership.

        For staff. They are added as those of an order are: to the present membership, or from now on.

        Args:
            customer_id: The customer's `sub`.
            reason: Why. Staff can read it, and nobody else.
            months: Calendar months.
            body: All fields as one model, in place of the fields.
            idempotency_key: Names this request, so that repeating it creates nothing twice; by default a fresh UUID.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Erased: This user was erased at their own request.
            KeyReused: This Idempotency-Key was used for another request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.grant import Grant
        from ..models.grant_membership import GrantMembership
        from .members.grant_membership import _get_kwargs

        args = _get_kwargs(
            customer_id=customer_id,
            body=self._transport.body(GrantMembership, body, fields),
            idempotency_key=self._transport.idempotency_key(idempotency_key),
        )
        return await self._transport.request(
            args, Grant.from_dict, signed=True, repeat=True
        )

    @overload
    async def revoke_membership(
        self,
        customer_id: str,
        *,
        reason: str,
        idempotency_key: str | None = None,
    ) -> Revocation: ...

    @overload
    async def revoke_membership(
        self,
        customer_id: str,
        *,
        body: RevokeMembership,
        idempotency_key: str | None = None,
    ) -> Revocation: ...

    async def revoke_membership(
        self,
        customer_id: str,
        *,
        body: RevokeMembership | None = None,
        idempotency_key: str | None = None,
        **fields: Any,
    ) -> Revocation:
        """Revoke a membership.

        For staff. It ends at once: orders and grants before now give nothing more, later ones begin a new
        membership. Refused if the customer is no member.

        Args:
            customer_id: The customer's `sub`.
            reason: Why. Staff can read it, and nobody else.
            body: All fields as one model, in place of the fields.
            idempotency_key: Names this request, so that repeating it creates nothing twice; by default a fresh UUID.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Erased: This user was erased at their own request.
            NotAMember: This customer has no membership now.
            KeyReused: This Idempotency-Key was used for another request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.revocation import Revocation
        from ..models.revoke_membership import RevokeMembership
        from .members.revoke_membership import _get_kwargs

        args = _get_kwargs(
            customer_id=customer_id,
            body=self._transport.body(RevokeMembership, body, fields),
            idempotency_key=self._transport.idempotency_key(idempotency_key),
        )
        return await self._transport.request(
            args, Revocation.from_dict, signed=True, repeat=True
        )
