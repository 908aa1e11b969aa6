"""The contents of zips: wheels by the kind of function, and files that stay out.

A function's kind is its handler's file: `handlers/http.py` serves an API, `handlers/stream.py` is a relay.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

# Of the SDK, functions that call other services ship these, and the modules of the APIs that they call.
SDK = ("__init__.py", "caller_proof.py", "errors.py", "sigv4.py")
SDK_FOLDER, SDK_PACKAGE = "souk_sdk", "souk-sdk"
# Of a service's folder: for `sam build` and `souk`, not for its functions.
NOT_SHIPPED = ("service.toml", "seed.py", "seed_pictures", "template.yaml", "samconfig.toml", "commands", "site")

# Of the checkout, for the functions with the documentation.
CONTRACTS = "contracts/openapi"

# Groups of pyproject.toml.
BASE, API, DOCS, VERIFY_TOKENS = "chassis", "chassis-http", "chassis-docs", "chassis-verify-tokens"
# Groups whose functions do without the packages of all functions.
STANDALONE = (DOCS,)
# What comes with a package of a group, and is never loaded: FastAPI asks a stand-in for OpenTelemetry, and of
# fastapi-swagger only the assets are read.
PRUNED = {API: ("opentelemetry-api",), DOCS: ("fastapi",)}

# Files that no function reads. Folders called `docs` stay: botocore imports its own.
EXCLUDE = [
    ".*",
    "bin",
    "*/tests",
    "*.dist-info/RECORD",  # names the interpreter that installed it
    "**/*.pyi",
    "**/*.[ch]",
    "**/*.px[di]",
    "**/*.pyx",
    "aws_xray_sdk/ext",  # patches of other libraries
    "botocore/cacert.pem",  # the system has these certificates
    "botocore/data",  # 100 MB of API descriptions, which only botocore's own clients read
    "cffi",  # cryptography loads only the compiled half of it, _cffi_backend
    "dateutil/zoneinfo/*.tar.gz",  # botocore asks the system for time zones
    "pycparser",
    "pydantic/experimental",
    "pydantic/mypy.py",
    "pydantic/v1",  # FastAPI and pydantic look for it, and do without
    "urllib3/contrib/emscripten",
]
# Distributions that look themselves up by name while they are imported; the others' metadata stays out.
WITH_METADATA = ("python_ulid",)


@dataclass(frozen=True)
class Group:
    """A dependency group of pyproject.toml, as far as a zip needs it."""

    name: str
    pruned: tuple[str, ...] = ()
    """Packages, with their own requirements, that come with another group or are never loaded."""


@dataclass(frozen=True)
class Contents:
    """The contents of a zip beside its service's code and the chassis; functions with equal contents share one zip."""

    service: str
    groups: tuple[Group, ...]
    """The groups with its wheels."""
    calls: bool
    """Whether it calls other services, with the SDK."""

    @property
    def name(self) -> str:
        """The groups in one word."""
        return "+".join(group.name for group in self.groups)

    @property
    def has_wheels(self) -> bool:
        """Whether its functions load packages."""
        return any(group.name == BASE for group in self.groups)

    @property
    def is_api(self) -> bool:
        """Whether its functions answer requests."""
        return any(group.name == API for group in self.groups)

    def ships(self, path: str) -> bool:
        """Whether it holds this file of the service's sources."""
        documents = any(group.name == DOCS for group in self.groups)
        return (self.calls or not path.startswith(f"{SDK_FOLDER}/")) and (documents or not path.startswith(CONTRACTS))


def contents_of(service: str, kind: str, pyproject: Path, verify_tokens: bool = False) -> Contents:
    """The contents of a service's functions of one kind; with `verify_tokens` APIs verify access tokens themselves."""
    packages = {
        group: [package for package in requirements if isinstance(package, str)]
        for group, requirements in tomllib.loads(pyproject.read_text())["dependency-groups"].items()
    }
    own = f"{BASE}-{kind}"
    wanted = [*([] if own in STANDALONE else [BASE]), own, f"{service}-{kind}"]
    if verify_tokens and API in wanted:
        wanted.append(VERIFY_TOKENS)
    names = [name for name in wanted if name in packages]
    groups = tuple(Group(name, () if name == BASE else (*packages[BASE], *PRUNED.get(name, ()))) for name in names)
    return Contents(service, groups, calls=any(SDK_PACKAGE in packages[name] for name in names))
