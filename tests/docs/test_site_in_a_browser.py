"""The site in a real browser, from the disk: search, diagrams, accessibility, and no request to other hosts."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accessibility import violations
from tests.browser import CHROMIUM, Page, browser

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here; `.ci/run` installs it"),
    pytest.mark.xdist_group("site"),  # it is built once
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of `make docs`."""
    folder = tmp_path_factory.mktemp("site")
    result = subprocess.run(["make", "docs", f"SITE={folder}"], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "html"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """A tab without a network."""
    with browser(tmp_path / "profile", "--host-resolver-rules=MAP * ~NOTFOUND") as opened:
        yield opened


def test_an_event_is_found_by_its_name_and_shows_its_example(site: Path, page: Page) -> None:
    search(page, site, "OrderPlaced")

    follow(page, "orders.OrderPlaced.v1")

    page.wait("document.title.includes('orders.OrderPlaced.v1') && document.readyState === 'complete'")
    shown = str(page.run("document.querySelector('#example pre').innerText"))
    assert '"name": "orders.OrderPlaced"' in shown
    assert "notifications" in str(page.run("document.querySelector('#subscribers').innerText"))
    assert_quiet(page)


def test_an_operation_is_found_by_its_id_in_each_version(site: Path, page: Page) -> None:
    for version in ("orders.v1", "orders.v2"):
        search(page, site, "place_order")

        follow(page, f"{version} > place_order")

        page.wait(f"document.title.includes('{version}') && location.hash.includes('place-order')")
    assert_quiet(page)


def test_no_page_has_errors_or_requests_to_other_hosts_and_diagrams_are_drawn(site: Path, page: Page) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 40

    drawn = 0
    for path in pages:
        page.open(path.as_uri())
        page.wait(f"location.href === '{path.as_uri()}' && document.readyState === 'complete'")
        page.wait("[...document.querySelectorAll('.mermaid')].every(diagram => diagram.querySelector('svg'))")
        drawn += int(page.run("document.querySelectorAll('.mermaid svg').length"))

    assert drawn >= 3
    assert_quiet(page)


@pytest.mark.parametrize("width", [420, 1280])
def test_text_in_diagrams_is_legible_and_nothing_is_wider_than_the_page(site: Path, page: Page, width: int) -> None:
    page.command("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
    for name in ("README", "docs/architecture", "docs/reliability"):
        page.open((site / f"{name}.html").as_uri())
        page.wait(f"document.readyState === 'complete' && location.href.includes('{name}')")
        page.wait("[...document.querySelectorAll('.mermaid')].every(diagram => diagram.querySelector('svg'))")

        scales = page.run("[...document.querySelectorAll('.mermaid svg')].map(svg => svg.getScreenCTM().a)")

        assert all(scale * 16 >= 11 for scale in scales), (name, scales)
        assert page.run("document.documentElement.scrollWidth <= innerWidth"), name


CUT = """[...document.querySelectorAll("article :is(pre, table)")].filter((each) => {
  for (let box = each; box; box = box.parentElement) {
    const {left, right} = box.getBoundingClientRect();
    if (left >= 0 && right <= innerWidth && /auto|scroll/.test(getComputedStyle(box).overflowX)) return false;
  }
  return each.getBoundingClientRect().right > innerWidth;
}).map((each) => each.innerText.slice(0, 60))"""
"""Code and tables wider than the window, outside of a box that scrolls."""


def test_on_a_phone_no_code_and_no_table_is_cut(site: Path, page: Page) -> None:
    page.command("Emulation.setDeviceMetricsOverride", width=420, height=900, deviceScaleFactor=1, mobile=True)
    for name in ("README", "docs/contracts", "docs/architecture", "apis/orders.v2", "events/orders.OrderPlaced.v1"):
        page.open((site / f"{name}.html").as_uri())
        page.wait(f"document.readyState === 'complete' && location.href.includes('{name}')")

        assert page.run(CUT) == [], name
        assert page.run("document.documentElement.scrollWidth <= 420"), name


def test_pages_are_accessible_except_for_known_faults_of_furo(site: Path, page: Page) -> None:
    for name in ("index", "README", "docs/contracts", "docs/architecture", "apis/orders.v2", "events/index"):
        page.open((site / f"{name}.html").as_uri())
        page.wait(f"document.readyState === 'complete' && location.href.includes('{name}')")

        # The sidebars are landmarks without names.
        assert violations(page, ignored={"landmark-unique"}) == [], name


def test_search_shows_docs_before_decisions(site: Path, page: Page) -> None:
    search(page, site, "outbox")

    page.wait("document.querySelector('#search-summary, .search-summary')?.innerText.includes('found')")
    results = page.run("[...document.querySelectorAll('#search-results li a')].map(link => link.getAttribute('href'))")
    decided = ["docs/decisions/" in result or "CHANGELOG" in result for result in results]
    assert decided == sorted(decided), results
    assert any(decided)


def test_code_is_copied_without_its_prompt(site: Path, page: Page) -> None:
    page.open((site / "README.html").as_uri())
    page.wait("document.querySelectorAll('button.copybtn').length > 5")

    assert page.run("!!document.querySelector('link[rel~=icon]')")
    button = "document.querySelector('.highlight-console button.copybtn')"
    # A headless browser has no clipboard.
    page.run("document.execCommand = () => { window.copied = document.querySelector('body > textarea').value }")
    page.run(f"{button}.click()")
    assert str(page.wait("window.copied")).startswith("make run")


def test_requests_and_errors_of_a_page_are_noticed(tmp_path: Path, page: Page) -> None:
    loud = tmp_path / "loud.html"
    loud.write_text("<img src='https://souk.example/a.png'><script>console.error('oh'); nobody.knows()</script>")

    page.open(loud.as_uri())
    page.wait("document.readyState === 'complete'")

    assert other_hosts(page) == ["https://souk.example/a.png"]
    assert [word for word in ("oh", "nobody is not defined") if any(word in error for error in page.errors)]


def search(page: Page, site: Path, words: str) -> None:
    """Type into the search box."""
    page.open((site / "index.html").as_uri())
    page.wait("document.readyState === 'complete' && !!document.querySelector('.sidebar-search')")
    page.run("document.querySelector('.sidebar-search').focus()")
    page.command("Input.insertText", text=words)
    page.run("document.querySelector('.sidebar-search-container').requestSubmit()")
    page.wait("document.querySelectorAll('#search-results li').length > 0")


def follow(page: Page, title: str) -> None:
    """Click on a result."""
    result = f"[...document.querySelectorAll('#search-results li a')].find(link => link.innerText === '{title}')"
    page.wait(f"{result} && ({result}.click(), true)")


def other_hosts(page: Page) -> list[str]:
    return [url for url in page.requests if not url.startswith(("file:", "data:"))]


def assert_quiet(page: Page) -> None:
    assert other_hosts(page) == []
    assert page.errors == []
