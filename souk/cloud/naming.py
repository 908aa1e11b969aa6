"""The naming convention of environments, stacks and outputs.

Tags and the template's metadata say what a thing is (`Stack.environment`, `Function.service`); names are for people.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from souk.base.errors import SoukError

PROJECT = "souk"
PREFIX = f"{PROJECT}-"
RULE = "up to 20 lower-case letters, digits and single hyphens, a letter first and no hyphen last"
"""As in template.yaml. With it the longest derived name (a bucket's) still fits; no name is ever truncated."""
PATTERN = re.compile(r"(?!.*--)[a-z]([a-z0-9-]{0,18}[a-z0-9])?")
NEVER_REMOVED = frozenset({"prod"})
OUTPUT = re.compile(
    r"(?P<service>([A-Z][a-z0-9]*)+?)(V(?P<version>[0-9]+))?(?P<kind>TableName|QueueUrl|DlqUrl|Url)",
)
GIVEN_UP = "GivenUpUrl"
"""The output with the queue of the batches that a stream's reader gave up on; it belongs to no service."""


def environment_name(name: str) -> str:
    """The name, if an environment may have it; also with `--`, which earlier versions allowed."""
    new_environment_name(re.sub("-+", "-", name))
    return name


def new_environment_name(name: str) -> str:
    """The name, if a new environment may have it. `--` separates an environment from its application."""
    if not PATTERN.fullmatch(name):
        raise SoukError(f"`{name}` can't be the name of an environment", f"a name is {RULE}")
    return name


def stack_name(environment: str, application: str = "") -> str:
    """`souk-dev` is the core of `dev`, `souk-dev--website` its application `website`."""
    return f"{PREFIX}{environment}--{application}" if application else f"{PREFIX}{environment}"


def label(environment: str, application: str = "") -> str:
    """The same for people."""
    return f"`{application}` of `{environment}`" if application else f"`{environment}`"


def id_prefix(service: str) -> str:
    """The beginning of a service's ids in the template: `ProductReviews` for `product_reviews`."""
    return "".join(word.capitalize() for word in service.split("_"))


def environment_of(resource_name: str, environments: Iterable[str]) -> str | None:
    """The environment that owns a resource name; the longest match wins."""
    owners = [
        name
        for name in environments
        if resource_name == stack_name(name) or resource_name.startswith(f"{stack_name(name)}-")
    ]
    return max(owners, key=len, default=None)


@dataclass(frozen=True)
class ServiceOutput:
    """The key of a stack's output that belongs to a service: `ProductReviewsV2Url` is a URL of `product_reviews`."""

    service: str
    """As its package is called."""
    kind: str
    """`TableName`, `QueueUrl`, `DlqUrl`, or `Url` for an API."""
    version: int = 1

    @classmethod
    def parse(cls, key: str) -> "ServiceOutput | None":
        """None for the outputs of the environment itself."""
        match = OUTPUT.fullmatch(key)
        if match is None or key == GIVEN_UP:
            return None
        words = re.findall("[A-Z][a-z0-9]*", match["service"])
        return cls("_".join(words).lower(), match["kind"], int(match["version"] or 1))

    @classmethod
    def of(cls, application: str, key: str) -> "ServiceOutput | None":
        """The same for a key of the core (empty) or of an application, which has outputs of its own service only.

        A further queue of the website is `WebsiteBouncesQueueUrl`, of `website_bounces`.
        """
        output, own = cls.parse(key), application.replace("-", "_")
        return output if output and (not own or f"{output.service}_".startswith(f"{own}_")) else None
