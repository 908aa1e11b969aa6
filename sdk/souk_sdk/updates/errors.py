"""The errors of updates, beside those that all of the SDK has."""

from ..errors import SoukError


class UpdateRefused(SoukError):
    """The repository, or a file of it, isn't what its keys have signed: it was altered, is outdated or too long."""


class NoRelease(SoukError):
    """The repository is genuine and has no release for this model."""
