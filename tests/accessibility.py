"""Accessibility violations of a page, by axe-core."""

from __future__ import annotations

from pathlib import Path

from tests.browser import Page

AXE = Path(__file__).resolve().parents[1] / "node_modules/axe-core/axe.min.js"
ASK = """axe.run({resultTypes: ["violations"]}).then(({violations}) =>
  violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target.join(" ")}`)))"""


def violations(page: Page, ignored: set[str]) -> list[str]:
    """A line for each violation, except those of ignored rules."""
    if not page.run("!!window.axe"):
        page.run(f"{AXE.read_text()}; 0")
    return [line for line in page.run(ASK) if line.partition(":")[0] not in ignored]
