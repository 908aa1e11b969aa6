"""What axe-core finds on a page that keeps people out."""

from __future__ import annotations

from pathlib import Path

from tests.browser import Page

AXE = Path(__file__).resolve().parents[1] / "node_modules/axe-core/axe.min.js"
ASK = """axe.run({resultTypes: ["violations"]}).then(({violations}) =>
  violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target.join(" ")}`)))"""


def findings(page: Page, known: set[str]) -> list[str]:
    """A line for each place and rule that is broken there, but for the rules that are known to be."""
    page.run(f"{AXE.read_text()}; 0")
    return [line for line in page.run(ASK) if line.partition(":")[0] not in known]
