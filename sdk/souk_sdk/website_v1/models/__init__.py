"""Contains all the data models used in inputs/outputs"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .misfit import Misfit
    from .problem_details import ProblemDetails
    from .sign_up import SignUp
    from .signed_up import SignedUp

__all__ = (
    "Misfit",
    "ProblemDetails",
    "SignUp",
    "SignedUp",
)

_MODULES = {
    "Misfit": ".misfit",
    "ProblemDetails": ".problem_details",
    "SignUp": ".sign_up",
    "SignedUp": ".signed_up",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        model = getattr(import_module(_MODULES[name], __name__), name)
        globals()[name] = model
        return model
