"""The operations of Souk website, version 1: one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    from ...paging import AsyncPages, Pages
    from ...transport import AsyncTransport, Transport
    from ..models.announce_picture import AnnouncePicture
    from ..models.announce_picture_type import AnnouncePictureType
    from ..models.announced_picture import AnnouncedPicture
    from ..models.announced_picture_fields import AnnouncedPictureFields
    from ..models.confirmed import Confirmed
    from ..models.galleries import Galleries
    from ..models.gallery import Gallery
    from ..models.links import Links
    from ..models.misfit import Misfit
    from ..models.picture import Picture
    from ..models.problem_details import ProblemDetails
    from ..models.reason import Reason
    from ..models.refusal import Refusal
    from ..models.sign_up import SignUp
    from ..models.signed_up import SignedUp
    from ..models.state import State
    from ..models.upload import Upload


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

    def confirm(
        self,
        *,
        token: str,
    ) -> Confirmed:
        """Confirm an address.

        For everyone with the link of a mail, which works once and for 48 hours. Mails link to a page that
        asks before it calls this, so that programs that open every link confirm nothing.

        Args:
            token: The token in the link of a mail.

        Raises:
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            LinkUsed: This link was used before.
        """
        from ..models.confirmed import Confirmed
        from .newsletter.confirm import _get_kwargs

        args = _get_kwargs(
            token=token,
        )
        return self._transport.request(
            args, Confirmed.from_dict, signed=False, repeat=True
        )

    def unsubscribe_with_one_click(
        self,
        token: str,
    ) -> None:
        """Unsubscribe from the newsletter with one click (RFC 8058).

        For mail programs. The same as DELETE; a form as its body is ignored.

        Args:
            token: The token in the link of a mail.

        Raises:
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .newsletter.unsubscribe_with_one_click import _get_kwargs

        args = _get_kwargs(
            token=token,
        )
        return self._transport.request_no_content(args, signed=False, repeat=False)

    def unsubscribe(
        self,
        token: str,
    ) -> None:
        """Unsubscribe from the newsletter.

        For everyone with the link of a mail, which never expires. Idempotent.

        Args:
            token: The token in the link of a mail.

        Raises:
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .newsletter.unsubscribe import _get_kwargs

        args = _get_kwargs(
            token=token,
        )
        return self._transport.request_no_content(args, signed=False, repeat=False)

    @overload
    def announce_picture(
        self,
        sku: str,
        *,
        type_: AnnouncePictureType,
        size: int,
        alt: str,
        idempotency_key: str | None = None,
    ) -> AnnouncedPicture: ...

    @overload
    def announce_picture(
        self,
        sku: str,
        *,
        body: AnnouncePicture,
        idempotency_key: str | None = None,
    ) -> AnnouncedPicture: ...

    def announce_picture(
        self,
        sku: str,
        *,
        body: AnnouncePicture | None = None,
        idempotency_key: str | None = None,
        **fields: Any,
    ) -> AnnouncedPicture:
        """Announce a picture of a product.

        For staff. Answers a form with which a browser uploads the file to S3 within ten minutes: as
        `multipart/form-data`, all fields first, the file last as `file`. S3 takes a file of this type and
        size only. Used a second time, the form has no effect. The product need not exist yet.

        Args:
            sku: The product's stock-keeping unit, its id.
            type_: The file's media type.
            size: The file's size in bytes.
            alt: A description for those who can't see the picture.
            body: All fields as one model, in place of the fields.
            idempotency_key: Names this request, so that repeating it creates nothing twice; by default a fresh UUID.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            TooManyPictures: The product has the most pictures that it may have.
            KeyReused: This Idempotency-Key was used for another request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.announce_picture import AnnouncePicture
        from ..models.announced_picture import AnnouncedPicture
        from .pictures.announce_picture import _get_kwargs

        args = _get_kwargs(
            sku=sku,
            body=self._transport.body(AnnouncePicture, body, fields),
            idempotency_key=self._transport.idempotency_key(idempotency_key),
        )
        return self._transport.request(
            args, AnnouncedPicture.from_dict, signed=True, repeat=True
        )

    def list_pictures(
        self,
        *,
        limit: int = 20,
    ) -> Pages[Gallery, Galleries]:
        """List the pictures of products, by SKU.

        Public; no token required. Products without pictures are left out, so that a page may have fewer
        items than asked for. The response may be cached for a minute.

        Args:
            limit: The maximum number of items per page. (default 20)
        """
        from ...paging import Pages, by_link
        from ..models.galleries import Galleries
        from .pictures.list_pictures import _get_kwargs

        def fetch(args: dict[str, Any]) -> Galleries:
            return self._transport.request(
                args, Galleries.from_dict, signed=False, repeat=True
            )

        return Pages(
            fetch,
            _get_kwargs(
                limit=limit,
            ),
            by_link,
        )

    def get_picture(
        self,
        sku: str,
        upload_id: str,
    ) -> Upload:
        """Get the state of an upload.

        For staff. `waiting` until the file is uploaded and its thumbnails are made, usually for a second or
        two after the upload; then `ready`, or `refused` with the reason.

        Args:
            sku: The product's stock-keeping unit, its id.
            upload_id: A ULID: ids sort by time.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
        """
        from ..models.upload import Upload
        from .pictures.get_picture import _get_kwargs

        args = _get_kwargs(
            sku=sku,
            upload_id=upload_id,
        )
        return self._transport.request(args, Upload.from_dict, signed=True, repeat=True)

    def withdraw_picture(
        self,
        sku: str,
        upload_id: str,
    ) -> None:
        """Withdraw a picture.

        For staff. Deletes its files, also those of an upload that is still waiting. Idempotent. Caches may
        keep thumbnails, at addresses that nothing links to.

        Args:
            sku: The product's stock-keeping unit, its id.
            upload_id: A ULID: ids sort by time.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .pictures.withdraw_picture import _get_kwargs

        args = _get_kwargs(
            sku=sku,
            upload_id=upload_id,
        )
        return self._transport.request_no_content(args, signed=True, repeat=False)


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

    async def confirm(
        self,
        *,
        token: str,
    ) -> Confirmed:
        """Confirm an address.

        For everyone with the link of a mail, which works once and for 48 hours. Mails link to a page that
        asks before it calls this, so that programs that open every link confirm nothing.

        Args:
            token: The token in the link of a mail.

        Raises:
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            LinkUsed: This link was used before.
        """
        from ..models.confirmed import Confirmed
        from .newsletter.confirm import _get_kwargs

        args = _get_kwargs(
            token=token,
        )
        return await self._transport.request(
            args, Confirmed.from_dict, signed=False, repeat=True
        )

    async def unsubscribe_with_one_click(
        self,
        token: str,
    ) -> None:
        """Unsubscribe from the newsletter with one click (RFC 8058).

        For mail programs. The same as DELETE; a form as its body is ignored.

        Args:
            token: The token in the link of a mail.

        Raises:
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .newsletter.unsubscribe_with_one_click import _get_kwargs

        args = _get_kwargs(
            token=token,
        )
        return await self._transport.request_no_content(
            args, signed=False, repeat=False
        )

    async def unsubscribe(
        self,
        token: str,
    ) -> None:
        """Unsubscribe from the newsletter.

        For everyone with the link of a mail, which never expires. Idempotent.

        Args:
            token: The token in the link of a mail.

        Raises:
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .newsletter.unsubscribe import _get_kwargs

        args = _get_kwargs(
            token=token,
        )
        return await self._transport.request_no_content(
            args, signed=False, repeat=False
        )

    @overload
    async def announce_picture(
        self,
        sku: str,
        *,
        type_: AnnouncePictureType,
        size: int,
        alt: str,
        idempotency_key: str | None = None,
    ) -> AnnouncedPicture: ...

    @overload
    async def announce_picture(
        self,
        sku: str,
        *,
        body: AnnouncePicture,
        idempotency_key: str | None = None,
    ) -> AnnouncedPicture: ...

    async def announce_picture(
        self,
        sku: str,
        *,
        body: AnnouncePicture | None = None,
        idempotency_key: str | None = None,
        **fields: Any,
    ) -> AnnouncedPicture:
        """Announce a picture of a product.

        For staff. Answers a form with which a browser uploads the file to S3 within ten minutes: as
        `multipart/form-data`, all fields first, the file last as `file`. S3 takes a file of this type and
        size only. Used a second time, the form has no effect. The product need not exist yet.

        Args:
            sku: The product's stock-keeping unit, its id.
            type_: The file's media type.
            size: The file's size in bytes.
            alt: A description for those who can't see the picture.
            body: All fields as one model, in place of the fields.
            idempotency_key: Names this request, so that repeating it creates nothing twice; by default a fresh UUID.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            TooManyPictures: The product has the most pictures that it may have.
            KeyReused: This Idempotency-Key was used for another request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.announce_picture import AnnouncePicture
        from ..models.announced_picture import AnnouncedPicture
        from .pictures.announce_picture import _get_kwargs

        args = _get_kwargs(
            sku=sku,
            body=self._transport.body(AnnouncePicture, body, fields),
            idempotency_key=self._transport.idempotency_key(idempotency_key),
        )
        return await self._transport.request(
            args, AnnouncedPicture.from_dict, signed=True, repeat=True
        )

    def list_pictures(
        self,
        *,
        limit: int = 20,
    ) -> AsyncPages[Gallery, Galleries]:
        """List the pictures of products, by SKU.

        Public; no token required. Products without pictures are left out, so that a page may have fewer
        items than asked for. The response may be cached for a minute.

        Args:
            limit: The maximum number of items per page. (default 20)
        """
        from ...paging import AsyncPages, by_link
        from ..models.galleries import Galleries
        from .pictures.list_pictures import _get_kwargs

        async def fetch(args: dict[str, Any]) -> Galleries:
            return await self._transport.request(
                args, Galleries.from_dict, signed=False, repeat=True
            )

        return AsyncPages(
            fetch,
            _get_kwargs(
                limit=limit,
            ),
            by_link,
        )

    async def get_picture(
        self,
        sku: str,
        upload_id: str,
    ) -> Upload:
        """Get the state of an upload.

        For staff. `waiting` until the file is uploaded and its thumbnails are made, usually for a second or
        two after the upload; then `ready`, or `refused` with the reason.

        Args:
            sku: The product's stock-keeping unit, its id.
            upload_id: A ULID: ids sort by time.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
        """
        from ..models.upload import Upload
        from .pictures.get_picture import _get_kwargs

        args = _get_kwargs(
            sku=sku,
            upload_id=upload_id,
        )
        return await self._transport.request(
            args, Upload.from_dict, signed=True, repeat=True
        )

    async def withdraw_picture(
        self,
        sku: str,
        upload_id: str,
    ) -> None:
        """Withdraw a picture.

        For staff. Deletes its files, also those of an upload that is still waiting. Idempotent. Caches may
        keep thumbnails, at addresses that nothing links to.

        Args:
            sku: The product's stock-keeping unit, its id.
            upload_id: A ULID: ids sort by time.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .pictures.withdraw_picture import _get_kwargs

        args = _get_kwargs(
            sku=sku,
            upload_id=upload_id,
        )
        return await self._transport.request_no_content(args, signed=True, repeat=False)
