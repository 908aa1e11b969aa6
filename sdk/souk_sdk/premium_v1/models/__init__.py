"""Contains all the data models used in inputs/outputs"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .entry import Entry
    from .grant import Grant
    from .grant_membership import GrantMembership
    from .kind import Kind
    from .member import Member
    from .membership import Membership
    from .misfit import Misfit
    from .problem_details import ProblemDetails
    from .revocation import Revocation
    from .revoke_membership import RevokeMembership

__all__ = (
    "Entry",
    "Grant",
    "GrantMembership",
    "Kind",
    "Member",
    "Membership",
    "Misfit",
    "ProblemDetails",
    "Revocation",
    "RevokeMembership",
)

_MODULES = {
    "Entry": ".entry",
    "Grant": ".grant",
    "GrantMembership": ".grant_membership",
    "Kind": ".kind",
    "Member": ".member",
    "Membership": ".membership",
    "Misfit": ".misfit",
    "ProblemDetails": ".problem_details",
    "Revocation": ".revocation",
    "RevokeMembership": ".revoke_membership",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        model = getattr(import_module(_MODULES[name], __name__), name)
        globals()[name] = model
        return model
