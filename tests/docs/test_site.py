"""The pages of the site match the contracts, completely."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from souk import site
from souk.contracts import releases
from souk.contracts.compat.snapshots import working_tree
from souk.site import docs_pages, operations, schemas

ROOT = Path(__file__).resolve().parents[2]
PAGES = site.pages(ROOT)
CONTRACTS = working_tree(ROOT)
EVENTS = CONTRACTS.events
OPERATIONS = [
    pytest.param(operation, id=f"{key} {operation.id}")
    for key, contract in CONTRACTS.openapi.items()
    for operation in operations.of(key, contract)
]


def part(page: str, heading: str) -> str:
    """The text of a page below a heading."""
    return re.split(r"^#{1,3} ", PAGES[page].split(f" {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("key", EVENTS)
def test_an_event_has_a_page_with_its_example_its_fields_and_its_history(key: str):
    page = f"events/{key}.md"

    assert (
        json.loads(part(page, "Example").strip().removeprefix("```json").removesuffix("```")) in EVENTS[key]["examples"]
    )
    for field in EVENTS[key]["properties"]:
        assert f"| `{field}` |" in part(page, "Fields")
    first = [
        release.version for release in releases.read(ROOT) if key in {change.contract for change in release.changes}
    ]
    assert (f"| {first[-1]} |" if first else "Not released yet.") in part(page, "History")
    assert f"[{key}]" in PAGES["index.md"]


def test_the_page_of_an_event_has_its_publisher_its_subscribers_and_the_fields_they_read():
    page = "events/orders.OrderPlaced.v1.md"

    assert (
        "**orders** announces it, on `souk-{environment}-events.fifo` and `souk-{environment}-events`." in PAGES[page]
    )
    subscribers = part(page, "Subscribers")
    assert "| orders | `souk-{environment}-events` | `lines.quantity`, `lines.sku` |" in subscribers
    assert "| users | `souk-{environment}-users.fifo` | `customer_id` |" in subscribers
    fields = {row.split("|")[1].strip(): row.split("|")[-2].strip() for row in part(page, "Fields").splitlines() if row}
    assert fields["`id`"] == "everyone"
    assert fields["`customer_id`"] == "notifications, premium, users"
    assert fields["`lines[].quantity`"] == "notifications, orders, premium"
    assert "None yet." in part("events/orders.ReturnRequested.v1.md", "Subscribers")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_has_a_section_with_its_request_and_responses(operation: operations.Operation):
    page = f"apis/{operation.api}.md"

    text = part(page, operation.id)

    assert f"`{operation.path}`" in text
    assert f">{operation.method.upper()}</span>" in text
    for parameter in operation.parameters.values():
        assert f"| `{parameter['name']}`" in text
    problems = part(page, "Problems")
    for problem in operations.problems(operation):
        assert problem["type"] in text or f"| `{problem['type']}` | {problem['status']} |" in problems
    for status in operation.responses:
        assert f"| {status} " in text + problems.replace("` | ", "\n| ")


def test_a_deprecated_version_names_its_successor():
    assert "[orders.v2](orders.v2.md)" in PAGES["apis/orders.v1.md"].split("## ")[0]
    assert "Deprecated" not in PAGES["apis/orders.v2.md"].split("## ")[0]
    assert re.search(r"\[orders\.v1\]\S+ <span[^>]+>deprecated", PAGES["index.md"])


def test_every_page_in_docs_and_every_decision_is_in_the_site():
    pages = {str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md")}

    assert pages | set(docs_pages.TOP) <= set(PAGES)


def test_the_pictures_of_a_page_are_where_it_names_them(tmp_path: Path):
    site.write(ROOT, tmp_path)

    page = (tmp_path / "docs/updates.md").read_text()
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", page)
    assert pictures == ["static/offload-counted.svg", "static/offload-day.svg"]
    assert all((tmp_path / "docs" / picture).is_file() for picture in pictures)


def test_a_link_out_of_the_site_becomes_its_text_and_others_stay():
    assert "under the Apache License 2.0." in PAGES["README.md"]
    assert "[contracts/openapi](apis/index.md)" in PAGES["README.md"]
    assert "(docs/architecture.md)" in PAGES["README.md"]


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"type": "string", "format": "date-time"}, "string, date-time"),
        ({"type": "integer", "minimum": 1.0, "maximum": 100}, "integer, 1 to 100"),
        ({"type": "string", "minLength": 3, "maxLength": 9}, "string, 3 to 9 characters"),
        ({"type": "number", "minimum": 2, "pattern": "^a"}, "number, at least 2, `^a`"),
        ({"type": "string", "pattern": "^[`a]"}, "string, `` ^[`a] ``"),
        ({"type": "integer", "default": 0}, "integer, `0` unless given"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string or null"),
        ({"enum": ["placed", True]}, "`placed` or `true`"),
        ({"type": "array", "items": {"$ref": "#/$defs/Line"}, "maxItems": 20}, "array of `Line`, up to 20 items"),
        ({"additionalProperties": {"type": "integer"}, "type": "object"}, "object of integer"),
        ({}, "anything"),
    ],
)
def test_a_schema_is_put_into_words(schema: dict, text: str):
    assert schemas.type_text(schema) == text
