"""Contains all the data models used in inputs/outputs"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .announce_picture import AnnouncePicture
    from .announce_picture_type import AnnouncePictureType
    from .announced_picture import AnnouncedPicture
    from .announced_picture_fields import AnnouncedPictureFields
    from .confirmed import Confirmed
    from .galleries import Galleries
    from .gallery import Gallery
    from .links import Links
    from .misfit import Misfit
    from .picture import Picture
    from .problem_details import ProblemDetails
    from .reason import Reason
    from .refusal import Refusal
    from .sign_up import SignUp
    from .signed_up import SignedUp
    from .state import State
    from .upload import Upload

__all__ = (
    "AnnouncePicture",
    "AnnouncePictureType",
    "AnnouncedPicture",
    "AnnouncedPictureFields",
    "Confirmed",
    "Galleries",
    "Gallery",
    "Links",
    "Misfit",
    "Picture",
    "ProblemDetails",
    "Reason",
    "Refusal",
    "SignUp",
    "SignedUp",
    "State",
    "Upload",
)

_MODULES = {
    "AnnouncePicture": ".announce_picture",
    "AnnouncePictureType": ".announce_picture_type",
    "AnnouncedPicture": ".announced_picture",
    "AnnouncedPictureFields": ".announced_picture_fields",
    "Confirmed": ".confirmed",
    "Galleries": ".galleries",
    "Gallery": ".gallery",
    "Links": ".links",
    "Misfit": ".misfit",
    "Picture": ".picture",
    "ProblemDetails": ".problem_details",
    "Reason": ".reason",
    "Refusal": ".refusal",
    "SignUp": ".sign_up",
    "SignedUp": ".signed_up",
    "State": ".state",
    "Upload": ".upload",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        model = getattr(import_module(_MODULES[name], __name__), name)
        globals()[name] = model
        return model
