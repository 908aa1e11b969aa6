"""What an environment may be called, and whose a name is. Every name in an environment begins with `souk-NAME`."""

import re
from collections.abc import Iterable

from souk.base.errors import SoukError
from souk.cloud.stack import name_of

RULE = "up to 20 lower-case letters, digits and hyphens, a letter first and no hyphen last"
"""As in template.yaml. With it the longest name made from it (a bucket's) still fits; nothing is ever cut short."""
PATTERN = re.compile(r"[a-z]([a-z0-9-]{0,18}[a-z0-9])?")
NEVER_REMOVED = frozenset({"prod"})


def environment_name(name: str) -> str:
    """The name, if it is one that an environment may have."""
    if not PATTERN.fullmatch(name):
        raise SoukError(f"`{name}` can't be the name of an environment", f"a name is {RULE}")
    return name


def owner(name: str, environments: Iterable[str]) -> str | None:
    """Which of the environments a name belongs to: `souk-pr-7-orders` is pr-7's, also where there is a `pr`."""
    found = [env for env in environments if name == name_of(env) or name.startswith(f"{name_of(env)}-")]
    return max(found, key=len, default=None)
