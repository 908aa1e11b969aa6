"""Contains all the data models used in inputs/outputs"""

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
