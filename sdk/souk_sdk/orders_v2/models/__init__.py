"""Contains all the data models used in inputs/outputs"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .bestseller import Bestseller
    from .bestsellers import Bestsellers
    from .line import Line
    from .links import Links
    from .misfit import Misfit
    from .money import Money
    from .order import Order
    from .orders import Orders
    from .place_order import PlaceOrder
    from .problem_details import ProblemDetails
    from .product import Product
    from .products import Products
    from .put_product import PutProduct
    from .status import Status
    from .wanted_line import WantedLine

__all__ = (
    "Bestseller",
    "Bestsellers",
    "Line",
    "Links",
    "Misfit",
    "Money",
    "Order",
    "Orders",
    "PlaceOrder",
    "ProblemDetails",
    "Product",
    "Products",
    "PutProduct",
    "Status",
    "WantedLine",
)

_MODULES = {
    "Bestseller": ".bestseller",
    "Bestsellers": ".bestsellers",
    "Line": ".line",
    "Links": ".links",
    "Misfit": ".misfit",
    "Money": ".money",
    "Order": ".order",
    "Orders": ".orders",
    "PlaceOrder": ".place_order",
    "ProblemDetails": ".problem_details",
    "Product": ".product",
    "Products": ".products",
    "PutProduct": ".put_product",
    "Status": ".status",
    "WantedLine": ".wanted_line",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        model = getattr(import_module(_MODULES[name], __name__), name)
        globals()[name] = model
        return model
