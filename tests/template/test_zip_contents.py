"""A zip holds what its kind of function loads, sooner or later, and little else."""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import mangum.exceptions
import pytest

import manifest
import zip_contents
from tests.template.reading import FUNCTIONS, RESOURCES, ROOT
from tests.template.test_package import another_checkout, bare_python, built, contents
from tests.zip_size import zipped_size

__all__ = ["another_checkout"]
OURS = ("chassis", "souk_sdk", *manifest.names())
MEGABYTE = 1_000_000
MAX = {"http": 10 * MEGABYTE, "docs": 1 * MEGABYTE}
MAX_OTHER = 6 * MEGABYTE
MAX_OF = {"WebsiteCatalogue": 8 * MEGABYTE, "WebsiteStream": 6.2 * MEGABYTE, "WebsiteThumbnails": 14 * MEGABYTE}
"""With the SDK, with templates of mails, and with Pillow."""
MAX_OF |= {"ContentHttp": 12.5 * MEGABYTE, "ContentKeys": 11 * MEGABYTE}
"""With cryptography."""
OF_APIS = {"fastapi", "starlette", "mangum", "anyio"}
OF_CALLS = {"httpx", "httpcore", "pybreaker", "souk_sdk", "attrs"}
OF_HTTPX = {"anyio"}
OF_TOKENS = {"jwt", "cryptography"}
OF_KEYS = {"ContentHttp": {"cryptography"}, "ContentKeys": {"cryptography"}}
"""Functions that make keys, or sign with them."""
OF_LAMBDA = {"snapshot_restore_py"}
"""In Lambda's runtime."""
NEVER_LOADED = {"http": OF_TOKENS, "docs": {"aws_xray_sdk", "fastapi_swagger"}}
"""Imported only where a token has to be verified, which the build says; in a span, which documentation has none of."""


def kind(function: str) -> str:
    """The handler's file."""
    return str(RESOURCES[function]["Metadata"]["Kind"])


def folders(code: Path) -> set[str]:
    return {path.name for path in code.iterdir()}


def imported(source: Path) -> Iterator[str]:
    """The modules that a file imports when it runs, wherever the import stands."""
    for node in outside_type_checking(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def outside_type_checking(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from outside_type_checking(child)


def needed(handler: str, code: Path) -> set[str]:
    """The packages of others that a handler's code imports, now or later."""
    needs, seen, queue = set(), set(), [handler]
    while queue:
        module = queue.pop()
        if module in seen:
            continue
        seen.add(module)
        if module.partition(".")[0] not in OURS:
            needs.add(module.partition(".")[0])
            continue
        place = code / module.replace(".", "/")
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            queue += imported(file) if file.exists() else []
    return needs - set(sys.stdlib_module_names)


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_the_template_and_the_build_agree_on_the_kind_of_a_function(function: str) -> None:
    assert kind(function) == manifest.kind_of(function)


@pytest.mark.slow
@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_what_a_function_imports_later_is_in_its_zip(function: str, tmp_path: Path) -> None:
    code = built(function, tmp_path / "code")
    modules = needed(FUNCTIONS[function]["Handler"].rpartition(".")[0], code)
    names = sorted(modules - OF_LAMBDA - NEVER_LOADED.get(kind(function), set()))

    program = f"import importlib.util as u; print([name for name in {names} if not u.find_spec(name)])"
    assert bare_python(code, program, {}).stdout == "[]\n"


@pytest.mark.slow
@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_a_zip_is_small_and_has_the_wheels_of_its_kind(function: str, tmp_path: Path) -> None:
    code = built(function, tmp_path / "code")

    is_api = kind(function) == "http"
    calls = zip_contents.contents_of(manifest.service_of(function), kind(function), ROOT / "pyproject.toml").calls
    assert folders(code) & OF_APIS == (OF_APIS if is_api else OF_APIS & OF_HTTPX if calls else set())
    assert folders(code) & OF_CALLS == (OF_CALLS if calls else set())
    assert folders(code) & OF_TOKENS == OF_KEYS.get(function, set())
    assert zipped_size(code) <= MAX_OF.get(function, MAX.get(kind(function), MAX_OTHER))


@pytest.mark.slow
def test_functions_of_a_service_with_the_same_wheels_share_their_files(tmp_path: Path) -> None:
    relay, sweeper = (built(name, tmp_path / name) for name in ("UsersStream", "UsersSweeper"))

    pairs = [(path, sweeper / path.relative_to(relay)) for path in relay.rglob("*") if path.is_file()]
    assert contents(relay) == contents(sweeper)
    assert all(here.samefile(there) for here, there in pairs)


@pytest.mark.slow
def test_the_build_that_verifies_tokens_adds_what_that_takes_to_apis(tmp_path: Path) -> None:
    plain = built("UsersHttp", tmp_path / "plain")
    verifying = built("UsersHttp", tmp_path / "verifying", SOUK_VERIFY_TOKENS="1")
    relay = built("UsersStream", tmp_path / "relay", SOUK_VERIFY_TOKENS="1")

    assert folders(verifying) - folders(plain) >= OF_TOKENS
    assert folders(relay) & OF_TOKENS == set()
    decoded = bare_python(verifying, "import jwt; print(jwt.algorithms.has_crypto)", {})
    assert decoded.stdout == "True\n", decoded.stderr


@pytest.mark.slow
def test_a_stand_in_replaces_a_wheels_file_in_apis_alone(another_checkout: Path, tmp_path: Path) -> None:
    stand_in = another_checkout / "services/stand_ins/mangum/exceptions.py"
    stand_in.parent.mkdir(parents=True, exist_ok=True)
    stand_in.write_text("stood_in = True\n")
    replaced = hashlib.sha256(Path(mangum.exceptions.__file__).read_bytes()).hexdigest()
    with (another_checkout / "services/stand_ins.toml").open("a") as digests:
        digests.write(f'"mangum/exceptions.py" = "{replaced}"\n')

    api = built("UsersHttp", tmp_path / "api", another_checkout)
    relay = built("UsersStream", tmp_path / "relay", another_checkout)

    loaded = bare_python(api, "sys.modules['mangum'] = None; import mangum.exceptions", {})
    assert loaded.returncode
    assert (api / "mangum/exceptions.py").read_text() == "stood_in = True\n"
    assert not (relay / "mangum").exists()
