"""The shape that every service shares, and the agreement of code and template."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any, get_args

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel, WrapValidator

from chassis.web.app import Api
from souk.contracts import export
from tests.template.reading import FUNCTIONS

ROOT = Path(__file__).resolve().parents[2]
SERVICES = export.services(ROOT)
FILES = {"__init__", "actions", "adapters", "domain", "events_in", "events_out", "ports", "reactions"}
FILES |= {"seed", "settings", "store"}
VERSION_FILES = {"__init__", "router", "schemas"}
OURS = [
    path
    for folder in ("services", "souk", "tests", "sdk/souk_sdk")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "__pycache__" not in path.parts and not re.search(r"souk_sdk/\w+_v\d+/", str(path))
]


@pytest.mark.parametrize("service", SERVICES)
def test_the_files_of_a_service_have_fixed_names(service: str) -> None:
    assert {path.stem for path in (ROOT / "services" / service).glob("*.py")} <= FILES
    for version in (ROOT / "services" / service).glob("v*/"):
        assert {path.stem for path in version.glob("*.py")} == VERSION_FILES


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_says_first_what_it_is_for_and_stays_short(path: Path) -> None:
    text = path.read_text()

    assert ast.get_docstring(ast.parse(text)), "its first line should say what it is for"
    # Generated modules grow with the services.
    is_generated = path.is_relative_to(ROOT / "sdk/souk_sdk") and "; do not edit." in text[:300]
    assert is_generated or len(text.splitlines()) <= (250 if path.is_relative_to(ROOT / "tests") else 200)
    assert path.stem != "utils"


def test_no_test_patches_our_own_code() -> None:
    guilty = [path for path in OURS if re.search(r"monkeypatch\.setattr|mocker\.patch|mock\.patch", path.read_text())]

    assert guilty == []


def called_by(dependant: Dependant) -> Iterator[Any]:
    """A route or a dependency, and what it depends on."""
    yield dependant.call
    for dependency in dependant.dependencies:
        yield from called_by(dependency)


@pytest.mark.parametrize("api", [api for service in SERVICES for api in export.apis(service)], ids=lambda api: api.key)
def test_a_request_is_answered_in_the_thread_that_received_it(api: Api) -> None:
    routes = [route for router in api.routers for route in router.routes if isinstance(route, APIRoute)]
    calls = {call for route in routes for call in called_by(route.dependant)}

    assert routes
    assert [call for call in calls if not (iscoroutinefunction(call) or iscoroutinefunction(type(call).__call__))] == []


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_every_function_of_the_template_has_its_handler(function: str) -> None:
    module, _, name = FUNCTIONS[function]["Handler"].rpartition(".")
    service, _, plug = module.partition(".handlers.")

    assert re.sub("V[0-9]+", "", function) == f"{service}-{plug}".title().replace("-", "")
    source = ast.parse((ROOT / "services" / f"{module.replace('.', '/')}.py").read_text())
    assigned = [target for node in source.body if isinstance(node, ast.Assign) for target in node.targets]
    defined = {target.id for target in assigned if isinstance(target, ast.Name)}
    defined |= {node.name for node in source.body if isinstance(node, ast.FunctionDef)}
    assert name in defined


@pytest.mark.parametrize("path", sorted((ROOT / "services").glob("*/handlers/[a-z]*.py")), ids=str)
def test_nothing_leaves_a_function_but_its_contract(path: Path) -> None:
    guard = {"http": "lambda_handler", "docs": "documentation"}.get(path.stem, "invocation")

    assert re.search(rf"^(handler = {guard}\(|@{guard}\ndef handler\()", path.read_text(), re.MULTILINE)


def test_every_handler_has_its_function() -> None:
    handlers = {
        f"{path.parts[-3]}.handlers.{path.stem}.handler"
        for path in (ROOT / "services").glob("*/handlers/*.py")
        if path.stem != "__init__"
    }

    assert {properties["Handler"] for properties in FUNCTIONS.values()} == handlers


def lists() -> dict[str, Any]:
    """The type of the items of every list that an API answers with."""
    modules = [
        import_module(f"{path.parts[-3]}.{path.parts[-2]}.schemas") for path in ROOT.glob("services/*/v*/schemas.py")
    ]
    models = [model for module in modules for model in vars(module).values() if isinstance(model, type)]
    return {
        f"{model.__module__}.{model.__name__}": get_args(model.model_fields["items"].annotation)[0]
        for model in models
        if issubclass(model, BaseModel) and "items" in model.model_fields
    }


@pytest.mark.parametrize("item", lists().values(), ids=lists().keys())
def test_one_bad_row_fails_no_list(item: Any) -> None:
    assert any(isinstance(each, WrapValidator) for each in getattr(item, "__metadata__", ())), "use `Listed`"
