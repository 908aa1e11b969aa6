"""Contains all the data models used in inputs/outputs"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .content import Content
    from .file import File
    from .kind import Kind
    from .link import Link
    from .links import Links
    from .make_link import MakeLink
    from .misfit import Misfit
    from .price_class import PriceClass
    from .problem_details import ProblemDetails
    from .register_content import RegisterContent
    from .session import Session
    from .session_cookies import SessionCookies
    from .summary import Summary

__all__ = (
    "Catalogue",
    "Content",
    "File",
    "Kind",
    "Link",
    "Links",
    "MakeLink",
    "Misfit",
    "PriceClass",
    "ProblemDetails",
    "RegisterContent",
    "Session",
    "SessionCookies",
    "Summary",
)

_MODULES = {
    "Catalogue": ".catalogue",
    "Content": ".content",
    "File": ".file",
    "Kind": ".kind",
    "Link": ".link",
    "Links": ".links",
    "MakeLink": ".make_link",
    "Misfit": ".misfit",
    "PriceClass": ".price_class",
    "ProblemDetails": ".problem_details",
    "RegisterContent": ".register_content",
    "Session": ".session",
    "SessionCookies": ".session_cookies",
    "Summary": ".summary",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        model = getattr(import_module(_MODULES[name], __name__), name)
        globals()[name] = model
        return model
