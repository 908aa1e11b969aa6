"""The demo users' profiles of a fresh environment. `souk up` puts them in through the API; no function ships this."""

from __future__ import annotations

from collections.abc import Mapping

from souk_sdk import Souk
from souk_sdk.problems import NotFound

NAMES = {"customer": "Mira Lindqvist", "staff": "Tariq Osei"}


def seed(clients: Mapping[str, Souk]) -> dict[str, int]:
    """Create the profiles that are missing. Returns how many."""
    added = 0
    for role, name in NAMES.items():
        users = clients[role].users
        try:
            users.get_profile()
        except NotFound:
            users.put_profile(name=name)
            added += 1
    return {"users": added}
