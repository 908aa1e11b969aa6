"""The operations of Souk content, version 1: one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    from ...paging import AsyncPages, Pages
    from ...transport import AsyncTransport, Transport
    from ..models.catalogue import Catalogue
    from ..models.content import Content
    from ..models.file import File
    from ..models.kind import Kind
    from ..models.link import Link
    from ..models.links import Links
    from ..models.make_link import MakeLink
    from ..models.misfit import Misfit
    from ..models.price_class import PriceClass
    from ..models.problem_details import ProblemDetails
    from ..models.register_content import RegisterContent
    from ..models.session import Session
    from ..models.session_cookies import SessionCookies
    from ..models.summary import Summary


class ContentV1:
    """Content for members: what there is, and links that open it."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_content(
        self,
        *,
        limit: int = 20,
    ) -> Pages[Summary, Catalogue]:
        """List what there is, by id.

        Public; no token required. Withdrawn content is left out, so that a page may have fewer items than
        asked for. The response may be cached for a minute.

        Args:
            limit: The maximum number of items per page. (default 20)
        """
        from ...paging import Pages, by_link
        from ..models.catalogue import Catalogue
        from .content.list_content import _get_kwargs

        def fetch(args: dict[str, Any]) -> Catalogue:
            return self._transport.request(
                args, Catalogue.from_dict, signed=False, repeat=True
            )

        return Pages(
            fetch,
            _get_kwargs(
                limit=limit,
            ),
            by_link,
        )

    def get_content(
        self,
        content_id: str,
    ) -> Content:
        """Get a piece of content with its files.

        Public; no token required. To open a file takes a link. The response may be cached for a minute.

        Args:
            content_id: The content's id, chosen by staff.

        Raises:
            NotFound: There is no such thing.
        """
        from ..models.content import Content
        from .content.get_content import _get_kwargs

        args = _get_kwargs(
            content_id=content_id,
        )
        return self._transport.request(
            args, Content.from_dict, signed=False, repeat=True
        )

    @overload
    def register_content(
        self,
        content_id: str,
        *,
        title: str,
        kind: Kind,
        price_class: PriceClass,
        revision: str,
        entry: str,
        files: list[File],
    ) -> Content: ...

    @overload
    def register_content(
        self,
        content_id: str,
        *,
        body: RegisterContent,
    ) -> Content: ...

    def register_content(
        self,
        content_id: str,
        *,
        body: RegisterContent | None = None,
        **fields: Any,
    ) -> Content:
        """Register a revision, whose files are stored.

        For staff, by `souk content publish`. It is served from now on, also if the content was withdrawn.

        Args:
            content_id: The content's id, chosen by staff.
            title: Its title.
            kind: The kind of a piece of content.
            price_class: The people who may open it: everybody who is signed in, or members.
            revision: It changes with the files.
            entry: Its path in the content.
            files: Its files, by name.
            body: All fields as one model, in place of the fields.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.content import Content
        from ..models.register_content import RegisterContent
        from .content.register_content import _get_kwargs

        args = _get_kwargs(
            content_id=content_id,
            body=self._transport.body(RegisterContent, body, fields),
        )
        return self._transport.request(
            args, Content.from_dict, signed=True, repeat=False
        )

    def withdraw_content(
        self,
        content_id: str,
    ) -> None:
        """Withdraw a piece of content.

        For staff, by `souk content withdraw`. A link that was made before works until it expires.
        Idempotent.

        Args:
            content_id: The content's id, chosen by staff.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .content.withdraw_content import _get_kwargs

        args = _get_kwargs(
            content_id=content_id,
        )
        return self._transport.request_no_content(args, signed=True, repeat=False)

    @overload
    def make_link(
        self,
        content_id: str,
        *,
        file: None | str | Unset = ...,
    ) -> Link: ...

    @overload
    def make_link(
        self,
        content_id: str,
        *,
        body: MakeLink,
    ) -> Link: ...

    def make_link(
        self,
        content_id: str,
        *,
        body: MakeLink | None = None,
        **fields: Any,
    ) -> Link:
        """Make a link to a file.

        For members, and for everybody who is signed in where the content is free. The link opens this file
        alone, for everybody who has it, until it expires, also if the membership ends before. The number of
        links and sessions in a day is limited. Each request makes another link.

        Args:
            content_id: The content's id, chosen by staff.
            file: By default the one that is opened first.
            body: All fields as one model, in place of the fields.

        Raises:
            MembershipRequired: This content is for members.
            NotFound: There is no such thing.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.link import Link
        from ..models.make_link import MakeLink
        from .content.make_link import _get_kwargs

        args = _get_kwargs(
            content_id=content_id,
            body=self._transport.body(MakeLink, body, fields),
        )
        return self._transport.request(args, Link.from_dict, signed=True, repeat=False)

    def begin_session(
        self,
        content_id: str,
    ) -> Session:
        """Begin a session for all files of a piece.

        For members, and for everybody who is signed in where the content is free. Its cookies open all
        files below `base_url` until they expire. A player on another origin adds them to each URL as a
        query, without the prefix `CloudFront-` of their names. Counts as a link does.

        Args:
            content_id: The content's id, chosen by staff.

        Raises:
            MembershipRequired: This content is for members.
            NotFound: There is no such thing.
        """
        from ..models.session import Session
        from .content.begin_session import _get_kwargs

        args = _get_kwargs(
            content_id=content_id,
        )
        return self._transport.request(
            args, Session.from_dict, signed=True, repeat=False
        )


class AsyncContentV1:
    """Content for members: what there is, and links that open it."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list_content(
        self,
        *,
        limit: int = 20,
    ) -> AsyncPages[Summary, Catalogue]:
        """List what there is, by id.

        Public; no token required. Withdrawn content is left out, so that a page may have fewer items than
        asked for. The response may be cached for a minute.

        Args:
            limit: The maximum number of items per page. (default 20)
        """
        from ...paging import AsyncPages, by_link
        from ..models.catalogue import Catalogue
        from .content.list_content import _get_kwargs

        async def fetch(args: dict[str, Any]) -> Catalogue:
            return await self._transport.request(
                args, Catalogue.from_dict, signed=False, repeat=True
            )

        return AsyncPages(
            fetch,
            _get_kwargs(
                limit=limit,
            ),
            by_link,
        )

    async def get_content(
        self,
        content_id: str,
    ) -> Content:
        """Get a piece of content with its files.

        Public; no token required. To open a file takes a link. The response may be cached for a minute.

        Args:
            content_id: The content's id, chosen by staff.

        Raises:
            NotFound: There is no such thing.
        """
        from ..models.content import Content
        from .content.get_content import _get_kwargs

        args = _get_kwargs(
            content_id=content_id,
        )
        return await self._transport.request(
            args, Content.from_dict, signed=False, repeat=True
        )

    @overload
    async def register_content(
        self,
        content_id: str,
        *,
        title: str,
        kind: Kind,
        price_class: PriceClass,
        revision: str,
        entry: str,
        files: list[File],
    ) -> Content: ...

    @overload
    async def register_content(
        self,
        content_id: str,
        *,
        body: RegisterContent,
    ) -> Content: ...

    async def register_content(
        self,
        content_id: str,
        *,
        body: RegisterContent | None = None,
        **fields: Any,
    ) -> Content:
        """Register a revision, whose files are stored.

        For staff, by `souk content publish`. It is served from now on, also if the content was withdrawn.

        Args:
            content_id: The content's id, chosen by staff.
            title: Its title.
            kind: The kind of a piece of content.
            price_class: The people who may open it: everybody who is signed in, or members.
            revision: It changes with the files.
            entry: Its path in the content.
            files: Its files, by name.
            body: All fields as one model, in place of the fields.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.content import Content
        from ..models.register_content import RegisterContent
        from .content.register_content import _get_kwargs

        args = _get_kwargs(
            content_id=content_id,
            body=self._transport.body(RegisterContent, body, fields),
        )
        return await self._transport.request(
            args, Content.from_dict, signed=True, repeat=False
        )

    async def withdraw_content(
        self,
        content_id: str,
    ) -> None:
        """Withdraw a piece of content.

        For staff, by `souk content withdraw`. A link that was made before works until it expires.
        Idempotent.

        Args:
            content_id: The content's id, chosen by staff.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .content.withdraw_content import _get_kwargs

        args = _get_kwargs(
            content_id=content_id,
        )
        return await self._transport.request_no_content(args, signed=True, repeat=False)

    @overload
    async def make_link(
        self,
        content_id: str,
        *,
        file: None | str | Unset = ...,
    ) -> Link: ...

    @overload
    async def make_link(
        self,
        content_id: str,
        *,
        body: MakeLink,
    ) -> Link: ...

    async def make_link(
        self,
        content_id: str,
        *,
        body: MakeLink | None = None,
        **fields: Any,
    ) -> Link:
        """Make a link to a file.

        For members, and for everybody who is signed in where the content is free. The link opens this file
        alone, for everybody who has it, until it expires, also if the membership ends before. The number of
        links and sessions in a day is limited. Each request makes another link.

        Args:
            content_id: The content's id, chosen by staff.
            file: By default the one that is opened first.
            body: All fields as one model, in place of the fields.

        Raises:
            MembershipRequired: This content is for members.
            NotFound: There is no such thing.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.link import Link
        from ..models.make_link import MakeLink
        from .content.make_link import _get_kwargs

        args = _get_kwargs(
            content_id=content_id,
            body=self._transport.body(MakeLink, body, fields),
        )
        return await self._transport.request(
            args, Link.from_dict, signed=True, repeat=False
        )

    async def begin_session(
        self,
        content_id: str,
    ) -> Session:
        """Begin a session for all files of a piece.

        For members, and for everybody who is signed in where the content is free. Its cookies open all
        files below `base_url` until they expire. A player on another origin adds them to each URL as a
        query, without the prefix `CloudFront-` of their names. Counts as a link does.

        Args:
            content_id: The content's id, chosen by staff.

        Raises:
            MembershipRequired: This content is for members.
            NotFound: There is no such thing.
        """
        from ..models.session import Session
        from .content.begin_session import _get_kwargs

        args = _get_kwargs(
            content_id=content_id,
        )
        return await self._transport.request(
            args, Session.from_dict, signed=True, repeat=False
        )
