"""The naming convention: how environments, stacks, functions, outputs and contracts are called.

Tags say what a thing is (`Stack.environment`, `Function.service`). Names are for people, and derived here alone.
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


def environment_name(name: str) -> str:
    """The name, if an environment may have it. `--` separates an environment from its application."""
    if not PATTERN.fullmatch(name):
        raise SoukError(f"`{name}` can't be the name of an environment", f"a name is {RULE}")
    return name


def stack_name(environment: str, application: str = "") -> str:
    """`souk-dev` is the core of `dev`, `souk-dev--website` its application `website`."""
    return f"{PREFIX}{environment}--{application}" if application else f"{PREFIX}{environment}"


def environment_of(resource_name: str, environments: Iterable[str]) -> str | None:
    """The environment that owns a resource name; the longest match wins."""
    owners = [
        name
        for name in environments
        if resource_name == stack_name(name) or resource_name.startswith(f"{stack_name(name)}-")
    ]
    return max(owners, key=len, default=None)


@dataclass(frozen=True)
class Service:
    """The names that follow from a service's own, which may have several words: `product-reviews`."""

    name: str

    @classmethod
    def of_package(cls, package: str) -> "Service":
        """The service whose code is the package `product_reviews`."""
        return cls(package.replace("_", "-"))

    @property
    def camel_case(self) -> str:
        """`ProductReviews`, as the ids of its resources and outputs begin."""
        return "".join(word.capitalize() for word in self.name.split("-"))

    def output(self, kind: str, version: int = 1) -> str:
        """The key of an output of its stack: `ProductReviewsQueueUrl`, `ProductReviewsV2Url`."""
        return f"{self.camel_case}{f'V{version}' if version > 1 else ''}{kind}"

    def function(self, kind: str, version: int = 1) -> str:
        """The short name of a function: `product-reviews-http`, `product-reviews-v2-http`."""
        return f"{self.name}-{f'v{version}-' if version > 1 else ''}{kind}"

    def apis(self, outputs: Iterable[str]) -> dict[str, str]:
        """The contracts of its APIs and their outputs: `ProductReviewsV2Url` is the URL of `product-reviews.v2`."""
        matches = (re.fullmatch(f"{self.camel_case}(?:V([0-9]+))?Url", key) for key in sorted(outputs))
        return {f"{self.name}.v{match[1] or 1}": match[0] for match in matches if match}


owner = environment_of
