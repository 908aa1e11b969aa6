"""The operations of Souk users, version 1: one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    from ...paging import AsyncPages, Pages
    from ...transport import AsyncTransport, Transport
    from ..models.add_address import AddAddress
    from ..models.address import Address
    from ..models.addresses import Addresses
    from ..models.customer import Customer
    from ..models.misfit import Misfit
    from ..models.problem_details import ProblemDetails
    from ..models.profile import Profile
    from ..models.put_profile import PutProfile


class UsersV1:
    """Customers: profiles, addresses and access."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get_profile(
        self,
    ) -> Profile:
        """Get your profile.

        For customers: users with a profile who were not erased.

        Raises:
            NotFound: There is no such thing.
        """
        from ..models.profile import Profile
        from .users.get_profile import _get_kwargs

        args = _get_kwargs()
        return self._transport.request(
            args, Profile.from_dict, signed=True, repeat=True
        )

    @overload
    def put_profile(
        self,
        *,
        name: str,
    ) -> Profile: ...

    @overload
    def put_profile(
        self,
        *,
        body: PutProfile,
    ) -> Profile: ...

    def put_profile(
        self,
        *,
        body: PutProfile | None = None,
        **fields: Any,
    ) -> Profile:
        """Create or update your profile.

        For signed-in users. The email address is the account's, and has to be verified. The first call
        creates the customer, who gets a welcome mail.

        Args:
            name: Your display name.
            body: All fields as one model, in place of the fields.

        Raises:
            NotFound: There is no such thing.
            Blocked: Staff have blocked this user.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            EmailNotVerified: The account's email address is not verified.
            Erased: This user was erased at their own request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.profile import Profile
        from ..models.put_profile import PutProfile
        from .users.put_profile import _get_kwargs

        args = _get_kwargs(
            body=self._transport.body(PutProfile, body, fields),
        )
        return self._transport.request(
            args, Profile.from_dict, signed=True, repeat=False
        )

    def erase_me(
        self,
    ) -> None:
        """Erase your account.

        For signed-in users. Erases your personal data in all services, cancels orders that have not
        shipped, and closes your account. It can't be undone. Idempotent.

        Raises:
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .users.erase_me import _get_kwargs

        args = _get_kwargs()
        return self._transport.request_no_content(args, signed=True, repeat=False)

    def list_addresses(
        self,
    ) -> Addresses:
        """List your addresses.

        For customers. At most ten addresses, on one page, oldest first.

        Raises:
            NotFound: There is no such thing.
        """
        from ..models.addresses import Addresses
        from .addresses.list_addresses import _get_kwargs

        args = _get_kwargs()
        return self._transport.request(
            args, Addresses.from_dict, signed=True, repeat=True
        )

    @overload
    def add_address(
        self,
        *,
        recipient: str,
        street: str,
        postal_code: str,
        city: str,
        country: str,
        idempotency_key: str | None = None,
    ) -> Address: ...

    @overload
    def add_address(
        self,
        *,
        body: AddAddress,
        idempotency_key: str | None = None,
    ) -> Address: ...

    def add_address(
        self,
        *,
        body: AddAddress | None = None,
        idempotency_key: str | None = None,
        **fields: Any,
    ) -> Address:
        """Add an address.

        For customers. At most ten addresses.

        Args:
            recipient: The recipient's name.
            street: The street with the house number.
            postal_code: The postal code in the country's format.
            city: The town or village.
            country: ISO 3166-1 alpha-2.
            body: All fields as one model, in place of the fields.
            idempotency_key: Names this request, so that repeating it creates nothing twice; by default a fresh UUID.

        Raises:
            NotFound: There is no such thing.
            Blocked: Staff have blocked this user.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Erased: This user was erased at their own request.
            TooManyAddresses: The maximum number of addresses is reached.
            KeyReused: This Idempotency-Key was used for another request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.add_address import AddAddress
        from ..models.address import Address
        from .addresses.add_address import _get_kwargs

        args = _get_kwargs(
            body=self._transport.body(AddAddress, body, fields),
            idempotency_key=self._transport.idempotency_key(idempotency_key),
        )
        return self._transport.request(
            args, Address.from_dict, signed=True, repeat=True
        )

    def remove_address(
        self,
        address_id: str,
    ) -> None:
        """Remove an address.

        For customers. Frees a place for another address.

        Args:
            address_id: A ULID: ids sort by creation time.

        Raises:
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .addresses.remove_address import _get_kwargs

        args = _get_kwargs(
            address_id=address_id,
        )
        return self._transport.request_no_content(args, signed=True, repeat=False)

    def block_user(
        self,
        customer_id: str,
    ) -> None:
        """Block a user.

        For staff. The user can't order, change the profile or sign in, and all sessions end. An access
        token still allows reading their own data until it expires. Idempotent.

        Args:
            customer_id: The user's `sub`.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Erased: This user was erased at their own request.
        """
        from .blocks.block_user import _get_kwargs

        args = _get_kwargs(
            customer_id=customer_id,
        )
        return self._transport.request_no_content(args, signed=True, repeat=False)

    def unblock_user(
        self,
        customer_id: str,
    ) -> None:
        """Unblock a user.

        For staff. The user can order at once, and sign in again. Idempotent.

        Args:
            customer_id: The user's `sub`.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .blocks.unblock_user import _get_kwargs

        args = _get_kwargs(
            customer_id=customer_id,
        )
        return self._transport.request_no_content(args, signed=True, repeat=False)

    def get_customer(
        self,
        customer_id: str,
    ) -> Customer:
        """Get a customer.

        For other services, with signed requests (AWS Signature Version 4). Erased users and closed accounts
        get 404; blocked users are refused.

        Args:
            customer_id: The user's `sub`.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            Blocked: Staff have blocked this user.
        """
        from ..models.customer import Customer
        from .internal.get_customer import _get_kwargs

        args = _get_kwargs(
            customer_id=customer_id,
        )
        return self._transport.request(
            args, Customer.from_dict, signed=True, repeat=True
        )


class AsyncUsersV1:
    """Customers: profiles, addresses and access."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_profile(
        self,
    ) -> Profile:
        """Get your profile.

        For customers: users with a profile who were not erased.

        Raises:
            NotFound: There is no such thing.
        """
        from ..models.profile import Profile
        from .users.get_profile import _get_kwargs

        args = _get_kwargs()
        return await self._transport.request(
            args, Profile.from_dict, signed=True, repeat=True
        )

    @overload
    async def put_profile(
        self,
        *,
        name: str,
    ) -> Profile: ...

    @overload
    async def put_profile(
        self,
        *,
        body: PutProfile,
    ) -> Profile: ...

    async def put_profile(
        self,
        *,
        body: PutProfile | None = None,
        **fields: Any,
    ) -> Profile:
        """Create or update your profile.

        For signed-in users. The email address is the account's, and has to be verified. The first call
        creates the customer, who gets a welcome mail.

        Args:
            name: Your display name.
            body: All fields as one model, in place of the fields.

        Raises:
            NotFound: There is no such thing.
            Blocked: Staff have blocked this user.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            EmailNotVerified: The account's email address is not verified.
            Erased: This user was erased at their own request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.profile import Profile
        from ..models.put_profile import PutProfile
        from .users.put_profile import _get_kwargs

        args = _get_kwargs(
            body=self._transport.body(PutProfile, body, fields),
        )
        return await self._transport.request(
            args, Profile.from_dict, signed=True, repeat=False
        )

    async def erase_me(
        self,
    ) -> None:
        """Erase your account.

        For signed-in users. Erases your personal data in all services, cancels orders that have not
        shipped, and closes your account. It can't be undone. Idempotent.

        Raises:
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .users.erase_me import _get_kwargs

        args = _get_kwargs()
        return await self._transport.request_no_content(args, signed=True, repeat=False)

    async def list_addresses(
        self,
    ) -> Addresses:
        """List your addresses.

        For customers. At most ten addresses, on one page, oldest first.

        Raises:
            NotFound: There is no such thing.
        """
        from ..models.addresses import Addresses
        from .addresses.list_addresses import _get_kwargs

        args = _get_kwargs()
        return await self._transport.request(
            args, Addresses.from_dict, signed=True, repeat=True
        )

    @overload
    async def add_address(
        self,
        *,
        recipient: str,
        street: str,
        postal_code: str,
        city: str,
        country: str,
        idempotency_key: str | None = None,
    ) -> Address: ...

    @overload
    async def add_address(
        self,
        *,
        body: AddAddress,
        idempotency_key: str | None = None,
    ) -> Address: ...

    async def add_address(
        self,
        *,
        body: AddAddress | None = None,
        idempotency_key: str | None = None,
        **fields: Any,
    ) -> Address:
        """Add an address.

        For customers. At most ten addresses.

        Args:
            recipient: The recipient's name.
            street: The street with the house number.
            postal_code: The postal code in the country's format.
            city: The town or village.
            country: ISO 3166-1 alpha-2.
            body: All fields as one model, in place of the fields.
            idempotency_key: Names this request, so that repeating it creates nothing twice; by default a fresh UUID.

        Raises:
            NotFound: There is no such thing.
            Blocked: Staff have blocked this user.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Erased: This user was erased at their own request.
            TooManyAddresses: The maximum number of addresses is reached.
            KeyReused: This Idempotency-Key was used for another request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.add_address import AddAddress
        from ..models.address import Address
        from .addresses.add_address import _get_kwargs

        args = _get_kwargs(
            body=self._transport.body(AddAddress, body, fields),
            idempotency_key=self._transport.idempotency_key(idempotency_key),
        )
        return await self._transport.request(
            args, Address.from_dict, signed=True, repeat=True
        )

    async def remove_address(
        self,
        address_id: str,
    ) -> None:
        """Remove an address.

        For customers. Frees a place for another address.

        Args:
            address_id: A ULID: ids sort by creation time.

        Raises:
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .addresses.remove_address import _get_kwargs

        args = _get_kwargs(
            address_id=address_id,
        )
        return await self._transport.request_no_content(args, signed=True, repeat=False)

    async def block_user(
        self,
        customer_id: str,
    ) -> None:
        """Block a user.

        For staff. The user can't order, change the profile or sign in, and all sessions end. An access
        token still allows reading their own data until it expires. Idempotent.

        Args:
            customer_id: The user's `sub`.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Erased: This user was erased at their own request.
        """
        from .blocks.block_user import _get_kwargs

        args = _get_kwargs(
            customer_id=customer_id,
        )
        return await self._transport.request_no_content(args, signed=True, repeat=False)

    async def unblock_user(
        self,
        customer_id: str,
    ) -> None:
        """Unblock a user.

        For staff. The user can order at once, and sign in again. Idempotent.

        Args:
            customer_id: The user's `sub`.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from .blocks.unblock_user import _get_kwargs

        args = _get_kwargs(
            customer_id=customer_id,
        )
        return await self._transport.request_no_content(args, signed=True, repeat=False)

    async def get_customer(
        self,
        customer_id: str,
    ) -> Customer:
        """Get a customer.

        For other services, with signed requests (AWS Signature Version 4). Erased users and closed accounts
        get 404; blocked users are refused.

        Args:
            customer_id: The user's `sub`.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            Blocked: Staff have blocked this user.
        """
        from ..models.customer import Customer
        from .internal.get_customer import _get_kwargs

        args = _get_kwargs(
            customer_id=customer_id,
        )
        return await self._transport.request(
            args, Customer.from_dict, signed=True, repeat=True
        )
