"""Errors of files for members."""

from ..errors import SoukError


class ContentRefused(SoukError):
    """The server of the files refuses a link that was just made, or serves no parts of files."""


class ContentChanged(SoukError):
    """Another revision was published while a file was read: its parts don't belong together. Open it again."""
