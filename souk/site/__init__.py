"""The documentation as one site: the pages that people wrote, the APIs and the events as the contracts have them.

What is written here are the pages that Sphinx reads (docs/conf.py). They are arranged as in the checkout,
so that links hold.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from souk.site import apis, docs_pages, events, index
from souk.site.markdown import Pages


def pages(root: Path) -> Pages:
    """Every page, by its path in the site."""
    return {**docs_pages.pages(root), **apis.pages(root), **events.pages(root), **index.pages(root)}


def write(root: Path, folder: Path) -> None:
    """Write the pages into `folder`, and the contracts for download. Whatever else is in it goes."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in pages(root).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    shutil.copytree(root / "contracts", folder / "contracts")
