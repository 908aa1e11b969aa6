"""Pydantic's search for plugins: there are none in a zip.

Pydantic would read the metadata of all packages when the first model is built, and import what reads metadata.
"""

from __future__ import annotations


def get_plugins() -> tuple[()]:
    return ()
