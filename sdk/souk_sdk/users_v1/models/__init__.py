"""Contains all the data models used in inputs/outputs"""

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
