"""The stacks of an environment, as the checkout has them: the core, then each application in its order.

An application is a folder of `services/` with a template of its own. Nothing else lists it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import manifest
import zip_contents
from souk.base.errors import SoukError
from souk.deploy import uses
from souk.deploy.uses import Use

TEMPLATE = "template.yaml"
CORE = "core"
"""As the core is called among the publishers of parameters."""
READ = re.compile(r"\{\{resolve:ssm:/souk/\$\{Environment\}/(?P<publisher>[a-z0-9-]+)/(?P<thing>\w+)\}\}")
"""A parameter of the environment in a template."""
PARAMETER = re.compile(r"\{\{resolve:ssm(?:-secure)?:(?!/aws/)[^}]*(?:\$\{\w+\}[^}]*)*\}\}")
"""Any parameter in a template but those of AWS itself."""
SDK = "sdk/souk_sdk"
PROCFILE = "Procfile"
"""The file that says how a program is started."""


@dataclass(frozen=True)
class Application:
    """The sources of one stack."""

    name: str
    """As in the name of its stack: `product-reviews` for the folder `product_reviews`; empty for the core."""
    folder: str
    """The folder of its template, below the checkout; empty for the core."""
    services: tuple[str, ...]
    """The packages of its functions."""
    reads: frozenset[tuple[str, str]] = frozenset()
    """Publishers, `core` or an application, and the things of theirs that it reads."""
    uses: tuple[Use, ...] = ()
    """Its values of applications that need not be there."""
    programs: tuple[str, ...] = ()
    """The folders of what runs on instances, below the checkout: those with a Procfile."""
    strange: tuple[str, ...] = ()
    """Its references to other parameters: another environment's, or misspelt."""

    @property
    def template(self) -> str:
        """The path of its template, below the checkout."""
        return f"{self.folder}/{TEMPLATE}" if self.folder else TEMPLATE

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.name or CORE

    @property
    def needs(self) -> frozenset[str]:
        """The applications whose parameters it reads, which are deployed before it."""
        return frozenset(publisher for publisher, _ in self.reads) - {CORE}

    @property
    def follows(self) -> frozenset[str]:
        """The applications that are deployed before it, where they are there."""
        return self.needs | {use.publisher for use in self.uses}

    def code(self, root: Path) -> tuple[str, ...]:
        """The Python sources of its functions, as patterns; its template where it has none."""
        if not self.services:
            return (self.template,)
        calls = sorted({api for service in self.services for api in manifest.load(service, root / "services").calls})
        modules = (*zip_contents.SDK, *(api.replace(".", "_") for api in calls)) if calls else ()
        sdk = (f"{SDK}/{module}" for module in modules)
        own = (
            f"services/{service}/{path.name}"
            for service in self.services
            for path in (root / "services" / service).iterdir()
            if path.name not in zip_contents.NOT_SHIPPED
        )
        contracts = (f"contracts/openapi/{service}.v*.json" for service in self.services)
        return "services/chassis", *own, *sdk, *contracts

    def frame(self) -> tuple[str, ...]:
        """Its other sources, as patterns: those whose changes need a whole deployment."""
        of_services = (f"services/{service}/{manifest.FILE}" for service in self.services)
        contracts = (f"contracts/gateway/{service}.v*.json" for service in self.services)
        build = ("services/*.py", "services/*.toml", "services/Makefile", "services/stand_ins/**/*")
        programs = (f"{folder}/**/*" for folder in self.programs)
        return self.template, "uv.lock", *build, *programs, *of_services, *contracts


def core(root: Path) -> Application:
    """The core, whose services have no template of their own."""
    services = root / "services"
    names = [name for name in manifest.names(services) if not (services / name / TEMPLATE).exists()]
    return Application("", "", tuple(names))


def find(root: Path) -> list[Application]:
    """The applications. One comes after those that it reads from or uses; otherwise they are in alphabetical order.

    Raises SoukError where they read from each other in a circle, or from one that there is not.
    """
    templates = sorted(root.glob(f"services/*/{TEMPLATE}"))
    by_name = {application.name: application for application in (read(root, template) for template in templates)}
    for application in by_name.values():
        if missing := sorted(application.needs - by_name.keys()):
            raise SoukError(
                f"`{application.name}` reads from the application `{missing[0]}`, which is not in this checkout",
                f"correct {application.template}",
            )
    return [by_name[name] for name in in_order({each.name: each.follows for each in by_name.values()})]


def read(root: Path, template: Path) -> Application:
    """The application of a template, whose folder has its name."""
    folder = template.parent
    name = folder.name.replace("_", "-")
    services = (folder.name,) if folder.name in manifest.names(folder.parent) else ()
    text = template.read_text()
    programs = tuple(sorted(str(file.parent.relative_to(root)) for file in folder.glob(f"*/{PROCFILE}")))
    relative = str(folder.relative_to(root))
    return Application(name, relative, services, reads(text, name), uses.of(folder), programs, strange_references(text))


def every(root: Path) -> list[Application]:
    """The core and the applications."""
    return [core(root), *find(root)]


def owner(root: Path, service: str) -> Application:
    """The core or the application that a service belongs to. Raises SoukError where the checkout has it no more."""
    for application in every(root):
        if service in application.services:
            return application
    raise SoukError(f"the service `{service}` is not in this checkout", "check out the version that was deployed")


def selected(
    applications: Iterable[Application], only: Collection[str] = (), without: Collection[str] = ()
) -> list[Application]:
    """Those that two options select. Raises SoukError for a name that none of them has."""
    candidates = list(applications)
    names = [application.name for application in candidates]
    if unknown := sorted({*only, *without} - {*names}):
        there = f"there are: {', '.join(names)}" if names else "there is none: `souk new service NAME` makes one"
        raise SoukError(f"there is no application `{unknown[0]}`", there)
    return [each for each in candidates if each.name not in without and (not only or each.name in only)]


def reads(template: str, name: str) -> frozenset[tuple[str, str]]:
    """The parameters of the core and of others that a template reads: publishers and things."""
    pairs = {(match["publisher"], match["thing"]) for match in READ.finditer(template)}
    return frozenset(pair for pair in pairs if pair[0] != name)


def strange_references(template: str) -> tuple[str, ...]:
    """The references to parameters that are not the environment's."""
    return tuple(sorted({text for text in PARAMETER.findall(template) if not READ.fullmatch(text)}))


def in_order(follows: Mapping[str, Collection[str]]) -> list[str]:
    """The applications, each after those that it follows. Raises SoukError for a circle."""
    sorter = TopologicalSorter({name: sorted({*before} & follows.keys()) for name, before in follows.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise SoukError(f"applications read from each other in a circle: {circle}", "remove one reference") from error
    ordered: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        ordered += ready
        sorter.done(*ready)
    return ordered


def main() -> None:
    """Print the folders of the applications in their order, for the Makefile."""
    print(*(application.folder for application in find(Path.cwd())), sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
