"""The home page, with the table of contents."""

from __future__ import annotations

from pathlib import Path

from souk.contracts.compat.snapshots import working_tree
from souk.site import apis, events
from souk.site.markdown import Pages, lines, tree


def pages(root: Path) -> Pages:
    """The home page."""
    contracts = working_tree(root)
    topics = sorted(path.stem for path in (root / "docs").glob("*.md"))
    return {
        "index.md": lines(
            "# Souk",
            "An event-driven microservice system in Python that teams clone and own. "
            "This site is built from the pages and contracts of the checkout.",
            "**New here?** [What it is, two commands, and a tour](README.md). "
            "Then [the architecture](docs/architecture.md), and [its decisions](docs/decisions/README.md).",
            "## APIs",
            apis.overview(root),
            "## Events",
            events.overview(root),
            "## Pages",
            "\n".join(f"- [](docs/{topic}.md)" for topic in topics),
            tree(
                "Start here <README>", *(f"docs/{topic}" for topic in topics), "docs/decisions/README", caption="Pages"
            ),
            tree("All APIs <apis/index>", *(f"apis/{key}" for key in contracts.openapi), caption="APIs"),
            tree("All events <events/index>", *(f"events/{key}" for key in contracts.events), caption="Events"),
            tree("CONTRIBUTING", "CHANGELOG", caption="The project"),
        )
    }
