"""Contains all the data models used in inputs/outputs"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kind import Kind
    from .misfit import Misfit
    from .notification import Notification
    from .notifications import Notifications
    from .preferences import Preferences
    from .problem_details import ProblemDetails

__all__ = (
    "Kind",
    "Misfit",
    "Notification",
    "Notifications",
    "Preferences",
    "ProblemDetails",
)

_MODULES = {
    "Kind": ".kind",
    "Misfit": ".misfit",
    "Notification": ".notification",
    "Notifications": ".notifications",
    "Preferences": ".preferences",
    "ProblemDetails": ".problem_details",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        model = getattr(import_module(_MODULES[name], __name__), name)
        globals()[name] = model
        return model
