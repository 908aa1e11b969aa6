"""The site's first page, and with it the table of contents."""

from __future__ import annotations

from pathlib import Path

from souk.contracts.compat.snapshots import working_tree
from souk.site import apis, events
from souk.site.markdown import Pages, lines, tree


def pages(root: Path) -> Pages:
    """The first page."""
    there = working_tree(root)
    topics = sorted(path.stem for path in (root / "docs").glob("*.md"))
    return {
        "index.md": lines(
            "# Souk",
            "An event-driven microservice system in Python that teams clone and own. "
            "This site is made from the checkout: its pages, and its contracts.",
            "**New here?** [What it is, two commands, and a tour](README.md). "
            "Then [the architecture](docs/architecture.md), and why it is so: [decisions](docs/decisions/README.md).",
            "## APIs",
            apis.overview(root),
            "## Events",
            events.overview(root),
            "## Pages",
            "\n".join(f"- [](docs/{topic}.md)" for topic in topics),
            tree(
                "Start here <README>", *(f"docs/{topic}" for topic in topics), "docs/decisions/README", caption="Pages"
            ),
            tree("All of them <apis/index>", *(f"apis/{key}" for key in there.openapi), caption="APIs"),
            tree("All of them <events/index>", *(f"events/{key}" for key in there.events), caption="Events"),
            tree("CONTRIBUTING", "CHANGELOG", caption="The project"),
        )
    }
