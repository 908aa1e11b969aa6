"""What the name of a function says: `souk-dev-orders-v2-http` is of dev's orders, and its `v2-http` there."""

from dataclasses import dataclass

from souk.cloud import stack
from souk.cloud.clients import Aws


@dataclass(frozen=True)
class Function:
    """A function of an environment."""

    name: str
    service: str
    """No service has a hyphen in its name, so that the first one ends it."""
    plug: str
    """Which of the service's: `http`, or `v2-http`."""

    @property
    def short(self) -> str:
        """Its name without the environment's."""
        return f"{self.service}-{self.plug}"

    @property
    def kind(self) -> str:
        """What calls it."""
        return kind_of(self.plug)


def kind_of(name: str) -> str:
    """What calls a function, by the last word of its name: `http` for `v2-http`, too."""
    return name.rpartition("-")[2]


def functions(aws: Aws, env: str) -> list[Function]:
    """The functions of an environment."""
    return [_named(name, env) for name in stack.functions(aws, env)]


def _named(name: str, env: str) -> Function:
    service, _, plug = name.removeprefix(f"{stack.name_of(env)}-").partition("-")
    return Function(name, service, plug)
