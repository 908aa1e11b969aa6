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
    """The catalogue, its stock, and orders. Amounts are minor units: 4990 is 49.90 EUR. Superseded by
    version 2."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_products(
        self,
        *,
        limit: int = 20,
    ) -> Pages[Product, Products]:
        """List products, by SKU.

        Public; no token required. Includes products that are out of stock. The response may be cached for a
        minute.

        Args:
            limit: The maximum number of items per page. (default 20)
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
        """List the bestsellers, best first.

        Public; no token required. Counts the pieces in all orders that were not cancelled, with a delay of
        seconds. The response may be cached for a minute.

        Args:
            limit: The maximum number of products. (default 10)
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
        """Get a product.

        Public; no token required. The response may be cached for a minute: only an order reserves stock.

        Args:
            sku: The product's stock-keeping unit, its id.

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
        """Create or replace a product.

        For staff. Replaces name, price and stock, and announces it. The stock excludes pieces reserved by
        placed orders, which keep their price.

        Args:
            sku: The product's stock-keeping unit, its id.
            name: The display name.
            price: An amount of money.
            stock: Pieces available to order.
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

        For signed-in users. Staff see only their own orders, too.

        Args:
            limit: The maximum number of items per page. (default 20)
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

        For customers with a profile who are not blocked. Reserves the stock of all lines or none,
        atomically, and notifies the customer. Lines of the same product are merged. All products must have
        the same currency. Refused if the total differs from `expected_total`.

        Args:
            lines: Products and quantities; lines with the same product are added.
            expected_total: The total that you expect: the order is refused if it differs.
            body: All fields as one model, in place of the fields.
            idempotency_key: Names this request, so that repeating it creates nothing twice; by default a fresh UUID.

        Raises:
            Blocked: Staff have blocked this user.
            OutOfStock: The stock is lower than the ordered quantity.
            UnexpectedTotal: The total differs from the expected total.
            UnknownCustomer: The customer has no profile.
            MixedCurrencies: All products of an order must have the same currency.
            TooExpensive: The total exceeds the maximum.
            UnknownProduct: A product in the order does not exist.
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
        """Get an order.

        For its owner and staff; everyone else gets 404.

        Args:
            order_id: A ULID: ids sort by creation time.

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
            order_id: A ULID: ids sort by creation time.
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

        For its owner and staff. Returns its stock atomically, and notifies the customer. Idempotent.
        Refused if the stock would exceed its maximum.

        Args:
            order_id: A ULID: ids sort by creation time.

        Raises:
            NotFound: There is no such thing.
            AlreadyShipped: The order has shipped.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            TooMuchStock: The returned pieces would exceed the maximum stock.
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
        """Ship an order.

        For staff. A shipped order can't be cancelled. Notifies the customer. Idempotent.

        Args:
            order_id: A ULID: ids sort by creation time.

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
    """The catalogue, its stock, and orders. Amounts are minor units: 4990 is 49.90 EUR. Superseded by
    version 2."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list_products(
        self,
        *,
        limit: int = 20,
    ) -> AsyncPages[Product, Products]:
        """List products, by SKU.

        Public; no token required. Includes products that are out of stock. The response may be cached for a
        minute.

        Args:
            limit: The maximum number of items per page. (default 20)
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
        """List the bestsellers, best first.

        Public; no token required. Counts the pieces in all orders that were not cancelled, with a delay of
        seconds. The response may be cached for a minute.

        Args:
            limit: The maximum number of products. (default 10)
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
        """Get a product.

        Public; no token required. The response may be cached for a minute: only an order reserves stock.

        Args:
            sku: The product's stock-keeping unit, its id.

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
        """Create or replace a product.

        For staff. Replaces name, price and stock, and announces it. The stock excludes pieces reserved by
        placed orders, which keep their price.

        Args:
            sku: The product's stock-keeping unit, its id.
            name: The display name.
            price: An amount of money.
            stock: Pieces available to order.
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

        For signed-in users. Staff see only their own orders, too.

        Args:
            limit: The maximum number of items per page. (default 20)
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

        For customers with a profile who are not blocked. Reserves the stock of all lines or none,
        atomically, and notifies the customer. Lines of the same product are merged. All products must have
        the same currency. Refused if the total differs from `expected_total`.

        Args:
            lines: Products and quantities; lines with the same product are added.
            expected_total: The total that you expect: the order is refused if it differs.
            body: All fields as one model, in place of the fields.
            idempotency_key: Names this request, so that repeating it creates nothing twice; by default a fresh UUID.

        Raises:
            Blocked: Staff have blocked this user.
            OutOfStock: The stock is lower than the ordered quantity.
            UnexpectedTotal: The total differs from the expected total.
            UnknownCustomer: The customer has no profile.
            MixedCurrencies: All products of an order must have the same currency.
            TooExpensive: The total exceeds the maximum.
            UnknownProduct: A product in the order does not exist.
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
        """Get an order.

        For its owner and staff; everyone else gets 404.

        Args:
            order_id: A ULID: ids sort by creation time.

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
            order_id: A ULID: ids sort by creation time.
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

        For its owner and staff. Returns its stock atomically, and notifies the customer. Idempotent.
        Refused if the stock would exceed its maximum.

        Args:
            order_id: A ULID: ids sort by creation time.

        Raises:
            NotFound: There is no such thing.
            AlreadyShipped: The order has shipped.
            ChangedMeanwhile: It was changed by somebody else at the same moment.
            TooMuchStock: The returned pieces would exceed the maximum stock.
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
        """Ship an order.

        For staff. A shipped order can't be cancelled. Notifies the customer. Idempotent.

        Args:
            order_id: A ULID: ids sort by creation time.

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
