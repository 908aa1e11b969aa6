"""Contains all the data models used in inputs/outputs"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .add_address import AddAddress
    from .address import Address
    from .addresses import Addresses
    from .customer import Customer
    from .misfit import Misfit
    from .problem_details import ProblemDetails
    from .profile import Profile
    from .put_profile import PutProfile

__all__ = (
    "AddAddress",
    "Address",
    "Addresses",
    "Customer",
    "Misfit",
    "ProblemDetails",
    "Profile",
    "PutProfile",
)

_MODULES = {
    "AddAddress": ".add_address",
    "Address": ".address",
    "Addresses": ".addresses",
    "Customer": ".customer",
    "Misfit": ".misfit",
    "ProblemDetails": ".problem_details",
    "Profile": ".profile",
    "PutProfile": ".put_profile",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        model = getattr(import_module(_MODULES[name], __name__), name)
        globals()[name] = model
        return model
