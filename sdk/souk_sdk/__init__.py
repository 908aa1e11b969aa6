"""Souk's APIs from Python: typed, sync and async, with retries, pages and sign-in.

    with Souk.from_env("dev", auth=SignIn("ada@example.org", "...")) as souk:
        order = souk.orders.place_order(lines=[WantedLine(sku="LUMEN-BULB", quantity=1)])

`souk_sdk.problems` has a class for each problem type, `souk_sdk.orders_v2.models` the models of orders, and so for each
API; `souk_sdk.testing` a fake of all APIs.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.2.0"

if TYPE_CHECKING:
    from .auth import AccessToken as AccessToken
    from .auth import SignIn as SignIn
    from .client import AsyncSouk as AsyncSouk
    from .client import Souk as Souk
    from .environment import Environment as Environment
    from .environment import UserPool as UserPool
    from .errors import NotConfigured as NotConfigured
    from .errors import SignInFailed as SignInFailed
    from .errors import SoukError as SoukError
    from .errors import StillWaiting as StillWaiting
    from .errors import UnexpectedAnswer as UnexpectedAnswer
    from .errors import UnexpectedResponse as UnexpectedResponse
    from .errors import Unreachable as Unreachable
    from .errors import WaitTimeout as WaitTimeout
    from .problems import Problem as Problem
    from .retries import Retries as Retries
    from .sigv4 import SigV4 as SigV4
else:
    # Imported when first asked for: a function that calls one operation of one API starts without all the rest.
    _HOMES = {
        "auth": ("AccessToken", "SignIn"),
        "client": ("AsyncSouk", "Souk"),
        "environment": ("Environment", "UserPool"),
        "errors": (
            "NotConfigured",
            "Problem",
            "SignInFailed",
            "SoukError",
            "StillWaiting",
            "UnexpectedAnswer",
            "UnexpectedResponse",
            "Unreachable",
            "WaitTimeout",
        ),
        "retries": ("Retries",),
        "sigv4": ("SigV4",),
    }
    _MODULES = {name: module for module, names in _HOMES.items() for name in names}
    __all__ = sorted(_MODULES)

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = value
        return value
