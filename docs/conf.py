"""How Sphinx makes the site; `make docs` gives it the pages of souk/site. Nothing in it is loaded from elsewhere."""

from html import escape
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

MERMAID = Path(__file__).parents[1] / "node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js"

project = "Souk"
extensions = ["myst_parser", "sphinx_copybutton"]
html_theme = "furo"
html_title = "Souk"
html_static_path = ["static", str(MERMAID)]
html_css_files = ["souk.css"]
html_favicon = "static/souk.svg"
html_search_scorer = str(Path(__file__).with_name("scorer.js"))
copybutton_prompt_text = "$ "  # of `console` blocks only the commands are copied
html_copy_source = False
html_show_copyright = False
# Summaries are fetched page by page, which browsers refuse for files; titles are in the index.
html_show_search_summary = False
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
myst_fence_as_directive = ["mermaid"]


class Mermaid(Directive):
    """A diagram, drawn by the browser."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Its source, where Mermaid looks for it."""
        source = escape("\n".join(self.content))
        return [nodes.raw("", f'<pre class="mermaid" tabindex="0">{source}</pre>', format="html")]


def add_mermaid(app: Sphinx, _page: str, _template: str, _context: dict[str, Any], doctree: nodes.document) -> None:
    """Load it (3 MB) only where there is a diagram."""
    if doctree and any('class="mermaid"' in node.astext() for node in doctree.findall(nodes.raw)):
        app.add_js_file(MERMAID.name)
        app.add_js_file("diagrams.js")


def open_to_all(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """What Sphinx and Furo leave out for keyboards and screen readers."""
    body = str(context.get("body", "")).replace("<pre>", '<pre tabindex="0">')
    context["body"] = body.replace('<th class="head"><p></p></th>', "<td></td>")
    tree = str(context.get("furo_navigation_tree", ""))
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')


def setup(app: Sphinx) -> None:
    """Tell Sphinx of it."""
    app.add_directive("mermaid", Mermaid)
    app.connect("html-page-context", add_mermaid)
    app.connect("html-page-context", open_to_all, priority=900)  # after Furo, whose navigation it reads
