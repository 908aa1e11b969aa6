"""The shop's site: its own tests under Node, words for every problem, and what a build consists of."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from tests.sdk_typescript.node import ROOT, node, tsc
from tests.website.shop_server import SITE

FILES = sorted((SITE / "test").glob("*.test.ts"))
PROBLEM = re.compile(r"urn:souk:problem:[a-z-]+")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".test.ts"))
def test_the_sites_own_tests_pass(file: Path) -> None:
    result = node("--test", "--test-reporter=tap", file, cwd=SITE)

    counts = dict(re.findall(r"^# (\w+) (\d+)$", result.stdout, re.MULTILINE))
    assert result.returncode == 0, result.stdout + result.stderr
    assert counts["pass"] == counts["tests"] != "0", result.stdout


def test_every_problem_of_the_contracts_has_words_on_the_page() -> None:
    contracts = [path.read_text() for path in (ROOT / "contracts/openapi").glob("*.json")]
    types = {name for text in contracts for name in PROBLEM.findall(text)}
    program = 'console.log(JSON.stringify((await import("./src/texts/problems.ts")).problems))'
    result = node("--input-type=module", "--eval", program, cwd=SITE)

    words = json.loads(result.stdout)
    assert types
    assert types - words.keys() == set(), "add them to site/src/texts/problems.ts"
    assert words.keys() - types == set(), "no contract has these any more"
    assert [name for name, each in words.items() if not (each["title"] and each["help"])] == []


@pytest.mark.slow
def test_the_site_is_well_typed() -> None:
    tsc(cwd=SITE)


@pytest.mark.slow
@pytest.mark.xdist_group("site")
def test_pages_have_no_inline_code_and_load_nothing_from_elsewhere(built: Path) -> None:
    for page in built.glob("*.html"):
        text = page.read_text()
        assert re.findall(r"<script(?! type=\"(?:module\" crossorigin src=\"/assets/|application/json\"))", text) == []
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|https?://|javascript:|data:", text) == []
    assert {page.name for page in built.glob("*.html")} == {"index.html", "app.html", "404.html"}
    for asset in (built / "assets").iterdir():
        assert re.fullmatch(r"[\w.-]+-[\w-]{8}\.(js|css|svg)", asset.name)


def with_imports(folder: Path, names: set[str]) -> set[str]:
    """Modules, with all that they import at once."""
    imported = {
        name for each in names for name in re.findall(r'(?:from|import)"\./([^"]+)"', (folder / each).read_text())
    }
    return names if imported <= names else with_imports(folder, names | imported)


@pytest.mark.slow
@pytest.mark.xdist_group("site")
def test_the_first_page_has_at_most_40_kb_of_javascript_with_the_sdk(built: Path) -> None:
    first = re.findall(r'src="/assets/([^"]+\.js)"', (built / "index.html").read_text())
    sdk = [path.name for path in (built / "assets").glob("souk-*.js")]

    loaded = with_imports(built / "assets", {*first, *sdk})
    size = sum(len(gzip.compress((built / "assets" / name).read_bytes(), 9)) for name in loaded)
    assert first
    assert sdk
    assert size <= 40 * 1000, f"{size} bytes in {sorted(loaded)}"


@pytest.mark.slow
@pytest.mark.xdist_group("site")
def test_templates_have_the_places_that_the_server_fills(built: Path) -> None:
    settings = '<script type="application/json" id="souk-settings">{}</script>'
    products = '<script type="application/json" id="souk-catalogue">[]</script>'
    for page in built.glob("*.html"):
        assert page.read_text().count(settings) == page.read_text().count(products) == 1
    assert (built / "index.html").read_text().count("<!--souk:catalogue-->") == 1
    parts = json.loads((built / "parts.json").read_text())
    assert {"{{sku}}", "{{name}}", "{{price}}", "{{stock}}", "{{left}}", "{{picture}}"} == {
        *re.findall(r"{{\w+}}", parts["card"])
    }
