"""The operations of Souk orders, version 1: one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    from ...paging import AsyncPages, Pages
    from ...transport import AsyncTransport, Transport
    from ..models.bestseller import Bestseller
    from ..models.bestsellers import Bestsellers
    from ..models.line import Line
    from ..models.misfit import Misfit
    from ..models.money import Money
    from ..models.order import Order
    from ..models.orders import Orders
    from ..models.place_order import PlaceOrder
    from ..models.problem_details import ProblemDetails
    from ..models.product import Product
    from ..models.products import Products
    from ..models.put_product import PutProduct
    from ..models.status import Status
    from ..models.wanted_line import WantedLine


class OrdersV1:
    """The catalogue, its stock, and what customers ordered from it. Amounts are minor units: 4990 is 49.90
    EUR. Version 2 takes its place."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_products(
        self,
        *,
        limit: int = 20,
    ) -> Pages[Product, Products]:
        """List what can be ordered, by SKU.

        Anybody may, without signing in. Products that are out of stock are listed, too. The answer may be a
        minute old.

        Args:
            limit: At most so many items a page. (default 20)
        """
        from ...paging import Pages, by_cursor
        from ..models.products import Products
        from .products.list_products import _get_kwargs

        def fetch(args: dict[str, Any]) -> Products:
            return self._transport.request(
                args, Products.from_dict, signed=False, repeat=True
            )

        return Pages(
            fetch,
            _get_kwargs(
                limit=limit,
            ),
            by_cursor,
        )

    def list_bestsellers(
        self,
        *,
        limit: int = 10,
    ) -> Bestsellers:
        """List what sells best, best first.

        Anybody may, without signing in. Counted are the pieces of all orders that were not cancelled; the
        count follows the orders within seconds, and the answer may be a minute old.

        Args:
            limit: At most so many products. (default 10)
        """
        from ..models.bestsellers import Bestsellers
        from .products.list_bestsellers import _get_kwargs

        args = _get_kwargs(
            limit=limit,
        )
        return self._transport.request(
            args, Bestsellers.from_dict, signed=False, repeat=True
        )

    def get_product(
        self,
        sku: str,
    ) -> Product:
        """Look at one product.

        Anybody may, without signing in. The answer may be a minute old: what is left in stock is only
        certain once it was ordered.

        Args:
            sku: What a product is known by.

        Raises:
            NotFound: There is no such thing.
        """
        from ..models.product import Product
        from .products.get_product import _get_kwargs

        args = _get_kwargs(
            sku=sku,
        )
        return self._transport.request(
            args, Product.from_dict, signed=False, repeat=True
        )

    @overload
    def put_product(
        self,
        sku: str,
        *,
        name: str,
        price: Money,
        stock: int,
    ) -> Product: ...

    @overload
    def put_product(
        self,
        sku: str,
        *,
        body: PutProduct,
    ) -> Product: ...

    def put_product(
        self,
        sku: str,
        *,
        body: PutProduct | None = None,
        **fields: Any,
    ) -> Product:
        """Add a product, or replace it.

        For staff. Name, price and stock are replaced as a whole. The stock is what can still be ordered:
        what placed orders have reserved is no part of it. They keep the price at which they were placed.

        Args:
            sku: What a product is known by.
            name: As people read it.
            price: An amount of money.
            stock: Pieces that can be ordered.
            body: All fields as one model, in place of the fields.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.product import Product
        from ..models.put_product import PutProduct
        from .products.put_product import _get_kwargs

        args = _get_kwargs(
            sku=sku,
            body=self._transport.body(PutProduct, body, fields),
        )
        return self._transport.request(
            args, Product.from_dict, signed=True, repeat=False
        )

    def list_orders(
        self,
        *,
        limit: int = 20,
    ) -> Pages[Order, Orders]:
        """List your orders, newest first.

        For whoever is signed in. Staff see only their own, too.

        Args:
            limit: At most so many items a page. (default 20)
        """
        from ...paging import Pages, by_cursor
        from ..models.orders import Orders
        from .orders.list_orders import _get_kwargs

        def fetch(args: dict[str, Any]) -> Orders:
            return self._transport.request(
                args, Orders.from_dict, signed=True, repeat=True
            )

        return Pages(
            fetch,
            _get_kwargs(
                limit=limit,
            ),
            by_cursor,
        )

    @overload
    def place_order(
        self,
        *,
        lines: list[WantedLine],
        expected_total: Money | None | Unset = ...,
        idempotency_key: str | None = None,
    ) -> Order: ...

    @overload
    def place_order(
        self,
        *,
        body: PlaceOrder,
        idempotency_key: str | None = None,
    ) -> Order: ...

    def place_order(
        self,
        *,
        body: PlaceOrder | None = None,
        idempotency_key: str | None = None,
        **fields: Any,
    ) -> Order:
        """Place an order.

        For customers: whoever has a profile, and is not blocked just then. Its stock is reserved in the
        same moment, all of it or none, so that nothing is sold twice; then the customer is told. Lines of
        the same product add up. All products of an order are priced in one currency. Nothing is ordered if
        it costs something else than `expected_total`.

        Args:
            lines: Products; lines of the same one add up.
            expected_total: What it costs as far as you know: it is refused if that has changed.
            body: All fields as one model, in place of the fields.
            idempotency_key: Names this request, so that repeating it creates nothing twice; by default a fresh UUID.

        Raises:
            Blocked: Staff have blocked this person.
            OutOfStock: There is less in stock than was ordered.
            UnexpectedTotal: It costs something else than was expected.
            UnknownCustomer: The customer has no profile.
            MixedCurrencies: One order is paid in one currency.
            TooExpensive: An order can't cost that much.
            UnknownProduct: A product that was ordered doesn't exist.
            KeyReused: This Idempotency-Key was used for another request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.order import Order
        from ..models.place_order import PlaceOrder
        from .orders.place_order import _get_kwargs

        args = _get_kwargs(
            body=self._transport.body(PlaceOrder, body, fields),
            idempotency_key=self._transport.idempotency_key(idempotency_key),
        )
        return self._transport.request(args, Order.from_dict, signed=True, repeat=True)

    def get_order(
        self,
        order_id: str,
    ) -> Order:
        """Look at one order.

        For whoever placed it, and for staff. To anyone else it doesn't exist.

        Args:
            order_id: A ULID: ids sort by the time they were made.

        Raises:
            NotFound: There is no such thing.
        """
        from ..models.order import Order
        from .orders.get_order import _get_kwargs

        args = _get_kwargs(
            order_id=order_id,
        )
        return self._transport.request(args, Order.from_dict, signed=True, repeat=True)

    def wait_until(
        self,
        order_id: str,
        *,
        status: Literal[
            "placed",
            "shipped",
            "cancelled",
        ]
        | Status
        | None = None,
        until: Callable[[Order], bool] | None = None,
        timeout: float = 30.0,
    ) -> Order:
        """Poll until the `status` is reached, or until `until` returns true; returns the last result.

        Transient errors are ignored after the first poll.

        Args:
            order_id: A ULID: ids sort by the time they were made.
            status: The status to wait for. Either this or `until`.
            until: A condition on the result, in place of a status.
            timeout: Seconds to wait at most.

        Raises:
            WaitTimeout: The time is over; `last` is the last result.
        """
        from ...waiting import reached

        def fetch() -> Order:
            return self.get_order(order_id)

        return self._transport.poll(fetch, reached(status, until), timeout)

    def cancel_order(
        self,
        order_id: str,
    ) -> None:
        """Cancel an order that has not shipped.

        For whoever placed it, and for staff. Its stock returns to the shelf in the same moment, and the
        customer is told. Cancelling it again changes nothing. Nothing is cancelled if the shelf has no room
        for it.

        Args:
            order_id: A ULID: ids sort by the time they were made.

        Raises:
            NotFound: There is no such thing.
            AlreadyShipped: The order has shipped.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            TooMuchStock: There is no room in stock for what would return.
        """
        from .orders.cancel_order import _get_kwargs

        args = _get_kwargs(
            order_id=order_id,
        )
        return self._transport.request_no_content(args, signed=True, repeat=False)

    def ship_order(
        self,
        order_id: str,
    ) -> Order:
        """Send an order off.

        For staff. It can't be cancelled from then on, and the customer is told. Sending it again changes
        nothing.

        Args:
            order_id: A ULID: ids sort by the time they were made.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            AlreadyCancelled: The order was cancelled.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from ..models.order import Order
        from .orders.ship_order import _get_kwargs

        args = _get_kwargs(
            order_id=order_id,
        )
        return self._transport.request(args, Order.from_dict, signed=True, repeat=False)


class AsyncOrdersV1:
    """The catalogue, its stock, and what customers ordered from it. Amounts are minor units: 4990 is 49.90
    EUR. Version 2 takes its place."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list_products(
        self,
        *,
        limit: int = 20,
    ) -> AsyncPages[Product, Products]:
        """List what can be ordered, by SKU.

        Anybody may, without signing in. Products that are out of stock are listed, too. The answer may be a
        minute old.

        Args:
            limit: At most so many items a page. (default 20)
        """
        from ...paging import AsyncPages, by_cursor
        from ..models.products import Products
        from .products.list_products import _get_kwargs

        async def fetch(args: dict[str, Any]) -> Products:
            return await self._transport.request(
                args, Products.from_dict, signed=False, repeat=True
            )

        return AsyncPages(
            fetch,
            _get_kwargs(
                limit=limit,
            ),
            by_cursor,
        )

    async def list_bestsellers(
        self,
        *,
        limit: int = 10,
    ) -> Bestsellers:
        """List what sells best, best first.

        Anybody may, without signing in. Counted are the pieces of all orders that were not cancelled; the
        count follows the orders within seconds, and the answer may be a minute old.

        Args:
            limit: At most so many products. (default 10)
        """
        from ..models.bestsellers import Bestsellers
        from .products.list_bestsellers import _get_kwargs

        args = _get_kwargs(
            limit=limit,
        )
        return await self._transport.request(
            args, Bestsellers.from_dict, signed=False, repeat=True
        )

    async def get_product(
        self,
        sku: str,
    ) -> Product:
        """Look at one product.

        Anybody may, without signing in. The answer may be a minute old: what is left in stock is only
        certain once it was ordered.

        Args:
            sku: What a product is known by.

        Raises:
            NotFound: There is no such thing.
        """
        from ..models.product import Product
        from .products.get_product import _get_kwargs

        args = _get_kwargs(
            sku=sku,
        )
        return await self._transport.request(
            args, Product.from_dict, signed=False, repeat=True
        )

    @overload
    async def put_product(
        self,
        sku: str,
        *,
        name: str,
        price: Money,
        stock: int,
    ) -> Product: ...

    @overload
    async def put_product(
        self,
        sku: str,
        *,
        body: PutProduct,
    ) -> Product: ...

    async def put_product(
        self,
        sku: str,
        *,
        body: PutProduct | None = None,
        **fields: Any,
    ) -> Product:
        """Add a product, or replace it.

        For staff. Name, price and stock are replaced as a whole. The stock is what can still be ordered:
        what placed orders have reserved is no part of it. They keep the price at which they were placed.

        Args:
            sku: What a product is known by.
            name: As people read it.
            price: An amount of money.
            stock: Pieces that can be ordered.
            body: All fields as one model, in place of the fields.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.product import Product
        from ..models.put_product import PutProduct
        from .products.put_product import _get_kwargs

        args = _get_kwargs(
            sku=sku,
            body=self._transport.body(PutProduct, body, fields),
        )
        return await self._transport.request(
            args, Product.from_dict, signed=True, repeat=False
        )

    def list_orders(
        self,
        *,
        limit: int = 20,
    ) -> AsyncPages[Order, Orders]:
        """List your orders, newest first.

        For whoever is signed in. Staff see only their own, too.

        Args:
            limit: At most so many items a page. (default 20)
        """
        from ...paging import AsyncPages, by_cursor
        from ..models.orders import Orders
        from .orders.list_orders import _get_kwargs

        async def fetch(args: dict[str, Any]) -> Orders:
            return await self._transport.request(
                args, Orders.from_dict, signed=True, repeat=True
            )

        return AsyncPages(
            fetch,
            _get_kwargs(
                limit=limit,
            ),
            by_cursor,
        )

    @overload
    async def place_order(
        self,
        *,
        lines: list[WantedLine],
        expected_total: Money | None | Unset = ...,
        idempotency_key: str | None = None,
    ) -> Order: ...

    @overload
    async def place_order(
        self,
        *,
        body: PlaceOrder,
        idempotency_key: str | None = None,
    ) -> Order: ...

    async def place_order(
        self,
        *,
        body: PlaceOrder | None = None,
        idempotency_key: str | None = None,
        **fields: Any,
    ) -> Order:
        """Place an order.

        For customers: whoever has a profile, and is not blocked just then. Its stock is reserved in the
        same moment, all of it or none, so that nothing is sold twice; then the customer is told. Lines of
        the same product add up. All products of an order are priced in one currency. Nothing is ordered if
        it costs something else than `expected_total`.

        Args:
            lines: Products; lines of the same one add up.
            expected_total: What it costs as far as you know: it is refused if that has changed.
            body: All fields as one model, in place of the fields.
            idempotency_key: Names this request, so that repeating it creates nothing twice; by default a fresh UUID.

        Raises:
            Blocked: Staff have blocked this person.
            OutOfStock: There is less in stock than was ordered.
            UnexpectedTotal: It costs something else than was expected.
            UnknownCustomer: The customer has no profile.
            MixedCurrencies: One order is paid in one currency.
            TooExpensive: An order can't cost that much.
            UnknownProduct: A product that was ordered doesn't exist.
            KeyReused: This Idempotency-Key was used for another request.
            Unprocessable: The request doesn't fit the contract.
        """
        from ..models.order import Order
        from ..models.place_order import PlaceOrder
        from .orders.place_order import _get_kwargs

        args = _get_kwargs(
            body=self._transport.body(PlaceOrder, body, fields),
            idempotency_key=self._transport.idempotency_key(idempotency_key),
        )
        return await self._transport.request(
            args, Order.from_dict, signed=True, repeat=True
        )

    async def get_order(
        self,
        order_id: str,
    ) -> Order:
        """Look at one order.

        For whoever placed it, and for staff. To anyone else it doesn't exist.

        Args:
            order_id: A ULID: ids sort by the time they were made.

        Raises:
            NotFound: There is no such thing.
        """
        from ..models.order import Order
        from .orders.get_order import _get_kwargs

        args = _get_kwargs(
            order_id=order_id,
        )
        return await self._transport.request(
            args, Order.from_dict, signed=True, repeat=True
        )

    async def wait_until(
        self,
        order_id: str,
        *,
        status: Literal[
            "placed",
            "shipped",
            "cancelled",
        ]
        | Status
        | None = None,
        until: Callable[[Order], bool] | None = None,
        timeout: float = 30.0,
    ) -> Order:
        """Poll until the `status` is reached, or until `until` returns true; returns the last result.

        Transient errors are ignored after the first poll.

        Args:
            order_id: A ULID: ids sort by the time they were made.
            status: The status to wait for. Either this or `until`.
            until: A condition on the result, in place of a status.
            timeout: Seconds to wait at most.

        Raises:
            WaitTimeout: The time is over; `last` is the last result.
        """
        from ...waiting import reached

        async def fetch() -> Order:
            return await self.get_order(order_id)

        return await self._transport.poll(fetch, reached(status, until), timeout)

    async def cancel_order(
        self,
        order_id: str,
    ) -> None:
        """Cancel an order that has not shipped.

        For whoever placed it, and for staff. Its stock returns to the shelf in the same moment, and the
        customer is told. Cancelling it again changes nothing. Nothing is cancelled if the shelf has no room
        for it.

        Args:
            order_id: A ULID: ids sort by the time they were made.

        Raises:
            NotFound: There is no such thing.
            AlreadyShipped: The order has shipped.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            TooMuchStock: There is no room in stock for what would return.
        """
        from .orders.cancel_order import _get_kwargs

        args = _get_kwargs(
            order_id=order_id,
        )
        return await self._transport.request_no_content(args, signed=True, repeat=False)

    async def ship_order(
        self,
        order_id: str,
    ) -> Order:
        """Send an order off.

        For staff. It can't be cancelled from then on, and the customer is told. Sending it again changes
        nothing.

        Args:
            order_id: A ULID: ids sort by the time they were made.

        Raises:
            Forbidden: You may not do this.
            NotFound: There is no such thing.
            AlreadyCancelled: The order was cancelled.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
        """
        from ..models.order import Order
        from .orders.ship_order import _get_kwargs

        args = _get_kwargs(
            order_id=order_id,
        )
        return await self._transport.request(
            args, Order.from_dict, signed=True, repeat=False
        )
