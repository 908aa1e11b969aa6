"""Contains all the data models used in inputs/outputs"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .content import Content
    from .file import File
    from .kind import Kind
    from .links import Links
    from .misfit import Misfit
    from .price_class import PriceClass
    from .problem_details import ProblemDetails
    from .register_content import RegisterContent
    from .summary import Summary

__all__ = (
    "Catalogue",
    "Content",
    "File",
    "Kind",
    "Links",
    "Misfit",
    "PriceClass",
    "ProblemDetails",
    "RegisterContent",
    "Summary",
)

_MODULES = {
    "Catalogue": ".catalogue",
    "Content": ".content",
    "File": ".file",
    "Kind": ".kind",
    "Links": ".links",
    "Misfit": ".misfit",
    "PriceClass": ".price_class",
    "ProblemDetails": ".problem_details",
    "RegisterContent": ".register_content",
    "Summary": ".summary",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        model = getattr(import_module(_MODULES[name], __name__), name)
        globals()[name] = model
        return model
