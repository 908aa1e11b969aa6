"""The environment variables that functions of the website read."""

from __future__ import annotations

from chassis.runtime.settings import ApiSettings, TableSettings


class HttpSettings(TableSettings, ApiSettings):
    """The API, with the secrets' ARNs and the most sign-ups an hour."""

    naming_key: str
    edge_proof: str
    sign_ups_per_address: int
    sign_ups_per_caller: int
