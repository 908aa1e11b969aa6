"""`sam build` for this machine: local functions run in this machine's own Python, not in Lambda's."""

import platform

from souk.checks import python_version
from souk.fingerprint import BUILT_FROM, fingerprint
from souk.pack import pack
from souk.places import Places, read_json, write_json
from souk.sam import Show, sam

ARCHITECTURES = {"x86_64": "x86_64", "amd64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}


def platform_parameters(places: Places) -> dict[str, str]:
    """The template's parameters that say what the code is built for."""
    version = python_version(places.cloud_python)
    machine = platform.machine().lower()
    return {"Architecture": ARCHITECTURES.get(machine, "x86_64"), "Runtime": f"python{version}"}


def build(places: Places, env: str, show: Show) -> bool:
    """Build the artifacts, which all local environments share; False when they are up to date."""
    parameters = platform_parameters(places)
    wanted = fingerprint(places.root, BUILT_FROM, parameters)
    note = places.build.with_suffix(".json")
    if (places.build / "template.yaml").exists() and read_json(note).get("fingerprint") == wanted:
        return False
    note.unlink(missing_ok=True)
    arguments = ["build", "--template-file", str(places.template), "--build-dir", str(places.build)]
    arguments += ["--build-in-source", "--parallel"]
    sam(places, [*arguments, *overrides(parameters)], f"{env}-build", {"SOUK_TARGET": "local"}, show)
    show("zipping")
    pack(places.build, places.home / "zips")
    write_json(note, {"fingerprint": wanted})
    return True


def overrides(parameters: dict[str, str]) -> list[str]:
    """Template parameters as SAM takes them."""
    pairs = [f"ParameterKey={name},ParameterValue={value}" for name, value in parameters.items()]
    return ["--parameter-overrides", *pairs]
