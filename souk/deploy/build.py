"""`sam build`, for this machine's Python or for Lambda."""

import platform
from collections.abc import Mapping
from dataclasses import dataclass

from souk.base.paths import Paths, read_json, write_json
from souk.cloud.clients import Aws
from souk.deploy.applications import Application
from souk.deploy.fingerprint import fingerprint
from souk.deploy.sam_cli import Show, sam
from souk.deploy.zip import FASTEST, SMALLER, pack
from souk.local.preflight import python_version

ARCHITECTURES = {"x86_64": "x86_64", "amd64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}
LOCAL = "local"
PLATFORMS = {"x86_64": "x86_64-manylinux_2_28", "arm64": "aarch64-manylinux_2_28"}


@dataclass(frozen=True)
class Target:
    """The platform that runs the code."""

    name: str
    """For services/Makefile: `local`, or a platform and a version of Python."""
    parameters: dict[str, str]
    """The template's parameters for it."""


def platform_parameters(paths: Paths) -> dict[str, str]:
    """The template's parameters for this machine."""
    version = python_version(paths.cloud_python)
    machine = platform.machine().lower()
    return {"Architecture": ARCHITECTURES.get(machine, "x86_64"), "Runtime": f"python{version}"}


def this_machine(paths: Paths) -> Target:
    """The target of the local cloud."""
    return Target(LOCAL, platform_parameters(paths))


def build(paths: Paths, application: Application, show: Show, target: Target | None = None) -> bool:
    """Build the artifacts of a stack, which all environments share; False if they are up to date."""
    target, folder = target or this_machine(paths), paths.build(application.title)
    sources = (*application.frame(), *application.code(paths.root))
    current = fingerprint(paths.root, sources, target.parameters | {"target": target.name})
    note = folder.with_name(f"{folder.name}.json")
    if (folder / "template.yaml").exists() and read_json(note).get("fingerprint") == current:
        return False
    note.unlink(missing_ok=True)
    arguments = ["build", "--template-file", str(paths.root / application.template), "--build-dir", str(folder)]
    arguments += ["--build-in-source", "--parallel"]
    # A gateway verifies the tokens, whatever the shell says.
    environment = {"SOUK_TARGET": target.name, "SOUK_VERIFY_TOKENS": ""}
    sam(paths, [*arguments, *overrides(target.parameters)], f"{application.title}-build", environment, show)
    show("zipping")
    level = FASTEST if target.name == LOCAL else SMALLER
    pack(folder, paths.home / "zips" / application.title, level)
    write_json(note, {"fingerprint": current})
    return True


def target_of(aws: Aws, parameters: Mapping[str, str], paths: Paths) -> Target:
    """The target of an environment with these parameters."""
    if aws.endpoint_url:
        return this_machine(paths)
    selected = {name: parameters[name] for name in ("Architecture", "Runtime")}
    return Target(f"{PLATFORMS[selected['Architecture']]}:{selected['Runtime'].removeprefix('python')}", selected)


def overrides(parameters: Mapping[str, str]) -> list[str]:
    """The arguments that pass parameters to SAM."""
    pairs = [f'ParameterKey={name},ParameterValue="{value}"' for name, value in parameters.items()]
    return ["--parameter-overrides", *pairs]
