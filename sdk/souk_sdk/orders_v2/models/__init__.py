"""Contains all the data models used in inputs/outputs"""

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
