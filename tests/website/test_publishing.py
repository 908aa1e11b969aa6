"""Releases of the site: what is uploaded, in which order, and what readers see while and after it."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from souk.base.errors import SoukError
from tests.website.fake_site import Clock, FakeSite, Killed, built
from website.commands import releases
from website.commands.build import Built
from website.commands.copying import copy
from website.commands.publishing import activate, publish


@pytest.fixture
def site() -> FakeSite:
    return FakeSite()


@pytest.fixture
def now() -> Clock:
    return Clock()


def release(site: FakeSite, build: Built, now: Clock) -> tuple[releases.Release, int]:
    return publish(site, build, site.render, now(), lambda _: None)


def test_assets_come_first_and_pages_last(site: FakeSite, now: Clock, tmp_path: Path) -> None:
    release(site, built(tmp_path, "one"), now)

    kinds = [key.partition("/")[0] for key in site.written]
    ordered = (kind for kind in kinds if kind in ("assets", "templates", "index.html"))
    assert [kind for kind, _ in itertools.groupby(ordered)] == [
        "assets",
        "templates",
        "index.html",
    ]
    assert site.shown() == "assets/app-one.js"


def test_assets_are_immutable_for_a_year(site: FakeSite, now: Clock, tmp_path: Path) -> None:
    release(site, built(tmp_path, "one"), now)

    assert site.cache_controls["assets/app-one.js"] == "public, max-age=31536000, immutable"
    assert site.cache_controls["templates/index.html"] == "no-store"


def test_only_changed_files_are_uploaded(site: FakeSite, now: Clock, tmp_path: Path) -> None:
    _, first = release(site, built(tmp_path, "one"), now)
    _, second = release(site, built(tmp_path, "two"), now)
    same, third = release(site, built(tmp_path, "two"), now)

    assert (first, second, third) == (4, 2, 0)
    assert same.name == releases.names(site)[-1]
    assert site.written.count("assets/style.css") == 1
    assert site.written.count("templates/app.html") == 1


def test_a_killed_publication_leaves_a_working_site_and_the_next_one_completes_it(now: Clock, tmp_path: Path) -> None:
    one, two = built(tmp_path, "one"), built(tmp_path, "two")
    outcomes = set()
    for writes in itertools.count():
        site = FakeSite()
        release(site, one, now)
        site.writes_until_killed = writes
        try:
            release(site, two, now)
        except Killed:
            outcomes.add(site.shown())
            site.writes_until_killed = None
            shown = releases.shown(site)
            assert shown is not None
            assert shown.name == releases.names(site)[0]
            assert not releases.is_published(site, two.digest)
            release(site, two, now)
            assert site.shown() == "assets/app-two.js"
        else:
            break
    assert outcomes == {"assets/app-one.js", "assets/app-two.js"}


def test_one_goes_back_to_the_release_before_or_to_a_named_one(site: FakeSite, now: Clock, tmp_path: Path) -> None:
    first, _ = release(site, built(tmp_path, "one"), now)
    release(site, built(tmp_path, "two"), now)
    release(site, built(tmp_path, "three"), now)

    activate(site, releases.earlier(site, None), site.render, lambda _: None)
    assert site.shown() == "assets/app-two.js"
    activate(site, releases.earlier(site, None), site.render, lambda _: None)
    assert site.shown() == "assets/app-one.js"
    assert releases.shown(site) == releases.Shown(first.name, releases.names(site)[-1])
    activate(site, releases.earlier(site, releases.names(site)[-1][:15]), site.render, lambda _: None)
    assert site.shown() == "assets/app-three.js"


def test_a_deployment_leaves_a_release_alone_that_somebody_went_back_to(
    site: FakeSite, now: Clock, tmp_path: Path
) -> None:
    one, two = built(tmp_path, "one"), built(tmp_path, "two")
    assert not releases.is_published(site, one.digest)
    release(site, one, now)
    assert not releases.is_published(site, two.digest)
    release(site, two, now)

    activate(site, releases.earlier(site, None), site.render, lambda _: None)

    assert releases.is_published(site, two.digest)
    assert not releases.is_published(site, one.digest)


def test_there_may_be_nothing_to_go_back_to(site: FakeSite, now: Clock, tmp_path: Path) -> None:
    with pytest.raises(SoukError, match="no earlier release"):
        releases.earlier(site, None)
    release(site, built(tmp_path, "one"), now)
    release(site, built(tmp_path, "two"), now)

    with pytest.raises(SoukError, match="`1999` is no release"):
        releases.earlier(site, "1999")
    with pytest.raises(SoukError, match=r"may be \S+ or "):
        releases.earlier(site, "2026")


def test_a_release_without_its_files_is_not_shown(site: FakeSite, now: Clock, tmp_path: Path) -> None:
    first, _ = release(site, built(tmp_path, "one"), now)
    release(site, built(tmp_path, "two"), now)
    del site.files["assets/app-one.js"]

    with pytest.raises(SoukError, match=r"lacks assets/app-one\.js"):
        activate(site, first, site.render, lambda _: None)
    assert site.shown() == "assets/app-two.js"


def test_publishing_again_replaces_a_file_that_is_gone(site: FakeSite, now: Clock, tmp_path: Path) -> None:
    first, _ = release(site, built(tmp_path, "one"), now)
    del site.files["assets/app-one.js"]

    again, uploaded = release(site, built(tmp_path, "one"), now)

    assert (again.name, uploaded) == (first.name, 1)
    assert site.shown() == "assets/app-one.js"


def test_a_clone_of_a_site_that_lacks_a_file_is_refused(site: FakeSite, now: Clock, tmp_path: Path) -> None:
    release(site, built(tmp_path, "one"), now)
    del site.files["assets/app-one.js"]
    clone = FakeSite()

    with pytest.raises(SoukError, match=r"lacks assets/app-one\.js"):
        copy(site, clone, clone.render, lambda _: None)
    assert releases.names(clone) == []


def test_a_clone_shows_the_release_of_its_source(site: FakeSite, now: Clock, tmp_path: Path) -> None:
    release(site, built(tmp_path, "one"), now)
    release(site, built(tmp_path, "two"), now)
    activate(site, releases.earlier(site, None), site.render, lambda _: None)
    clone = FakeSite()

    copied = copy(site, clone, clone.render, lambda _: None)

    assert copied is not None
    assert clone.shown() == "assets/app-one.js"
    assert releases.names(clone) == [copied.name]
    assert copy(FakeSite(), clone, clone.render, lambda _: None) is None
