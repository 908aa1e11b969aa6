"""Values of other applications that one uses where they are deployed, `[uses]` in its `service.toml`.

`python -m souk.deploy.uses ENV FOLDER` prints the arguments that pass them on AWS, for the Makefile.
"""

from __future__ import annotations

import shlex
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import manifest

if TYPE_CHECKING:
    from souk.cloud.environment import Environment

PUBLISHED = "/souk/{environment}/{publisher}/{thing}"
SETTINGS = "samconfig.toml"
PARAMETERS = "parameter_overrides"


@dataclass(frozen=True, order=True)
class Use:
    """A parameter of a template, empty by default, and the published parameter whose value it takes."""

    parameter: str
    publisher: str
    """An application, which need not be there."""
    thing: str

    def name(self, environment: str) -> str:
        """The name in the parameter store."""
        return PUBLISHED.format(environment=environment, publisher=self.publisher, thing=self.thing)


def of(folder: Path) -> tuple[Use, ...]:
    """Those of the application in this folder."""
    uses = manifest.load(folder.name, folder.parent).uses
    return tuple(sorted(Use(parameter, *value.split("/")) for parameter, value in uses.items()))


def of_checkout(root: Path) -> dict[str, tuple[Use, ...]]:
    """Those of each application."""
    return {file.parent.name.replace("_", "-"): of(file.parent) for file in root.glob(f"services/*/{manifest.FILE}")}


def values(environment: Environment, uses: Iterable[Use]) -> dict[str, str]:
    """The parameters with what the environment publishes now; empty where it does not."""
    names = {use.parameter: use.name(environment.name) for use in uses}
    if not names:
        return {}
    stored = environment.aws.ssm.get_parameters(Names=sorted({*names.values()}))["Parameters"]
    published = {parameter["Name"]: parameter["Value"] for parameter in stored}
    return {parameter: published.get(name, "") for parameter, name in names.items()}


def arguments(settings: Mapping[str, Any], environment: str, values: Mapping[str, str]) -> list[str]:
    """The arguments of `sam deploy`, empty without values. They replace the parameters of samconfig.toml: add these."""
    if not values:
        return []
    section = settings.get("default" if environment == "dev" else environment, {})
    configured = {**_parameters(section, "global"), **_parameters(section, "deploy")}.get(PARAMETERS, [])
    own = [configured] if isinstance(configured, str) else configured
    return ["--parameter-overrides", *own, *(f'{name}="{value}"' for name, value in values.items())]


def _parameters(section: Mapping[str, Any], command: str) -> dict[str, Any]:
    parameters: dict[str, Any] = section.get(command, {}).get("parameters", {})
    return parameters


def main() -> None:
    """Print the arguments for one application on AWS, quoted for a shell."""
    from souk.cloud.clients import real_aws
    from souk.cloud.environment import Environment

    name, folder = sys.argv[1], Path(sys.argv[2])
    if uses := of(folder):
        settings = tomllib.loads((folder / SETTINGS).read_text())
        print(shlex.join(arguments(settings, name, values(Environment(name, real_aws(), ()), uses))))  # noqa: T201


if __name__ == "__main__":
    main()
