"""The operations of Souk website, version 1: one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    from ...paging import AsyncPages, Pages
    from ...transport import AsyncTransport, Transport
    from ..models.misfit import Misfit
    from ..models.problem_details import ProblemDetails
    from ..models.sign_up import SignUp
    from ..models.signed_up import SignedUp


class WebsiteV1:
    """The newsletter of the shop, and the pictures of its products."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @overload
    def sign_up(
        self,
        *,
        email: str,
    ) -> SignedUp: ...

    @overload
    def sign_up(
        self,
        *,
        body: SignUp,
    ) -> SignedUp: ...

    def sign_up(
        self,
        *,
        body: SignUp | None = None,
        **fields: Any,
    ) -> SignedUp:
        """Sign up for the newsletter.

        For everyone. The address gets a mail with a link to confirm, unless it is subscribed already; the
        answer is the same. A repeated sign-up has no further effect, but for another mail if the last one
        is ten minutes old. The number of sign-ups an hour is limited, by address and by caller.

        Args:
            email: An email address.
            body: All fields as one model, in place of the fields.

        Raises:
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.sign_up import SignUp
        from ..models.signed_up import SignedUp
        from .newsletter.sign_up import _get_kwargs

        args = _get_kwargs(
            body=self._transport.body(SignUp, body, fields),
        )
        return self._transport.request(
            args, SignedUp.from_dict, signed=False, repeat=False
        )


class AsyncWebsiteV1:
    """The newsletter of the shop, and the pictures of its products."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @overload
    async def sign_up(
        self,
        *,
        email: str,
    ) -> SignedUp: ...

    @overload
    async def sign_up(
        self,
        *,
        body: SignUp,
    ) -> SignedUp: ...

    async def sign_up(
        self,
        *,
        body: SignUp | None = None,
        **fields: Any,
    ) -> SignedUp:
        """Sign up for the newsletter.

        For everyone. The address gets a mail with a link to confirm, unless it is subscribed already; the
        answer is the same. A repeated sign-up has no further effect, but for another mail if the last one
        is ten minutes old. The number of sign-ups an hour is limited, by address and by caller.

        Args:
            email: An email address.
            body: All fields as one model, in place of the fields.

        Raises:
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.sign_up import SignUp
        from ..models.signed_up import SignedUp
        from .newsletter.sign_up import _get_kwargs

        args = _get_kwargs(
            body=self._transport.body(SignUp, body, fields),
        )
        return await self._transport.request(
            args, SignedUp.from_dict, signed=False, repeat=False
        )
