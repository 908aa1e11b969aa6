"""The manifest of a service says what it needs, and no other place lists services."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import manifest
import package
from manifest import Manifest, ManifestError, ReadModel
from souk.commands import replay
from souk.commands.cli import COMMANDS
from souk.deploy import applications
from zip_contents import contents_of

ROOT = Path(__file__).resolve().parents[2]
SERVICES = manifest.names()
FOLDERS = [*SERVICES, *(each.name.replace("-", "_") for each in applications.find(ROOT) if not each.services)]
"""The services, and the applications without one."""
EXAMPLES = {"souk/commands/demo.py", "services/chassis/web/response_headers.py"}
"""The journey through the example shop, which a team replaces with its services; and the header in every contract."""
PLATFORM = [
    path
    for pattern in ("souk/**/*.py", "services/chassis/**/*.py", "services/*.py")
    for path in sorted(ROOT.glob(pattern))
    if "skeleton" not in path.parts and str(path.relative_to(ROOT)) not in EXAMPLES
]


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders/service.toml").write_text(text)
    return tmp_path


def test_a_service_without_a_manifest_needs_nothing_more(tmp_path: Path) -> None:
    assert manifest.load("reviews", tmp_path) == Manifest()


def test_a_manifest_is_read_with_defaults_for_the_rest(tmp_path: Path) -> None:
    services = written(tmp_path, 'calls = ["users.v1"]\n[read_models.bestsellers]\nreader = "kinesis"\n')

    model = ReadModel(function="replay", reader="kinesis")
    assert manifest.load("orders", services) == Manifest(calls=("users.v1",), read_models={"bestsellers": model})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('color = "red"', "orders/service.toml has an unknown key `color`; the known ones are colour, calls"),
        ("[read_models.best]\ntopic = 1", r"service.toml, \[read_models.best\] has an unknown key `topic`"),
        ("read_models = 1", "`read_models` must be a table"),
        ("read_models.best = 1", r"\[read_models.best\] must be a table"),
        ('calls = "users.v1"', "`calls` must be a list of strings"),
        ("calls = [1]", "`calls` must be a list of strings"),
        ("colour = 1", "`colour` must be a string"),
        ("colour", "orders/service.toml is not TOML"),
        ('uses.Api = "premium"', r"orders/service.toml, \[uses\]: `premium` must be APPLICATION/THING"),
        ("uses.Api = 1", "`uses` must be a table"),
    ],
)
def test_a_mistake_in_a_manifest_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ManifestError, match=message):
        manifest.load("orders", written(tmp_path, text))


def test_the_longest_name_owns_a_function(tmp_path: Path) -> None:
    for name in ("gadget", "gadget_shop"):
        (tmp_path / name / "handlers").mkdir(parents=True)
        (tmp_path / name / "handlers/__init__.py").touch()

    assert manifest.service_of("GadgetHttp", tmp_path) == "gadget"
    assert manifest.service_of("GadgetShopV2Http", tmp_path) == "gadget_shop"
    with pytest.raises(ManifestError, match="no service is called like the function OrdersHttp"):
        manifest.service_of("OrdersHttp", tmp_path)


def test_a_functions_id_names_its_handlers_file(tmp_path: Path) -> None:
    handlers = tmp_path / "gadget_shop/handlers"
    handlers.mkdir(parents=True)
    for name in ("__init__", "http", "expired_carts"):
        (handlers / f"{name}.py").touch()

    kinds = {name: manifest.kind_of(name, tmp_path) for name in ("GadgetShopV2Http", "GadgetShopExpiredCarts")}
    assert kinds == {"GadgetShopV2Http": "http", "GadgetShopExpiredCarts": "expired_carts"}
    with pytest.raises(ManifestError, match="gadget_shop/handlers has no file for the function GadgetShopSqs"):
        manifest.kind_of("GadgetShopSqs", tmp_path)


@pytest.mark.parametrize("service", SERVICES)
def test_a_manifest_agrees_with_its_service(service: str) -> None:
    facts, handlers = manifest.load(service), ROOT / "services" / service / "handlers"
    shipped = [path for path in package.sources(service) if path.startswith(f"{service}/") and path.endswith(".py")]
    code = "\n".join((ROOT / "services" / path).read_text() for path in shipped)

    assert {*facts.calls} == {match.replace("_v", ".v") for match in re.findall(r"souk_sdk\.(\w+_v\d+)", code)}
    functions = {model.function for model in facts.read_models.values()} | {*facts.emulator_rights}
    functions |= {model.reader for model in facts.read_models.values() if model.reader}
    kinds = {path.stem for path in handlers.glob("*.py")}
    assert functions <= kinds
    assert any(contents_of(service, kind, ROOT / "pyproject.toml").calls for kind in kinds) == bool(facts.calls)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_command_has_its_help_in_the_manifest_and_a_name_of_its_own(folder: str) -> None:
    assert bool(manifest.load(folder).command) == (folder in manifest.commands())
    assert folder not in manifest.commands() or folder not in COMMANDS


def test_what_an_application_brings_as_a_command_is_in_no_zip(tmp_path: Path) -> None:
    for name in ("commands/__init__.py", "commands/keys.py", "actions.py"):
        file = tmp_path / "services/content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()

    shipped = package.sources("content", tmp_path)

    assert [*shipped] == ["content/actions.py"]


def test_read_models_are_named_once() -> None:
    named = [name for service in SERVICES for name in manifest.load(service).read_models]

    assert sorted(replay.models()) == sorted(named)


def test_the_platform_names_no_service_and_no_application() -> None:
    """In its code. Docstrings, comments and the `examples` that texts put in backticks may."""
    # `content` is also a word: of bodies, of files, of headers.
    service = "|".join(folder for folder in FOLDERS if folder != "content")
    named = re.compile(rf"({service})|.*\b(({service})[.-]\w|({service.title()})[A-Z]).*")

    assert [(str(path), word) for path in PLATFORM for word in words(path) if named.fullmatch(word)] == []


def words(path: Path) -> list[str]:
    """The names and texts of a module, without its docstrings."""
    tree = ast.parse(path.read_text())
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    collected = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            collected.append(re.sub("`[^`]*`", "", node.value))
        elif isinstance(node, ast.Name):
            collected.append(node.id)
        elif isinstance(node, ast.Attribute):
            collected.append(node.attr)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            collected += [*([node.module] if isinstance(node, ast.ImportFrom) and node.module else [])]
            collected += [alias.name for alias in node.names]
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.arg):
            collected.append(node.arg if isinstance(node, ast.arg) else node.name)
    return collected
