"""The documentation site: the pages of the checkout, and one page for each API and event.

The pages are Markdown for Sphinx (docs/conf.py), in the folders of the checkout, so that relative links hold.
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
    """Replace `folder` by the pages with their pictures, and the contracts for download."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in pages(root).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    shutil.copytree(root / "contracts", folder / "contracts")
    shutil.copytree(root / "docs/static", folder / "docs/static")
