"""Waivers: breaking changes allowed for a reason and until a date."""

from __future__ import annotations

from datetime import timedelta

import pytest

from souk.base.errors import SoukError
from tests.compat.conftest import Checkout
from tests.compat.mutants import TODAY

RETURN = "events/orders.ReturnRequested.v1.json"
GOOD = {
    "contract": '"orders.ReturnRequested.v1"',
    "change": '"`total` may be missing now"',
    "reason": '"nobody subscribes yet"',
    "until": "2027-03-31",
}


@pytest.fixture
def broken(checkout: Checkout) -> Checkout:
    """A checkout with a breaking change."""
    checkout.edit(RETURN, lambda event: event["required"].remove("total"))
    return checkout


def test_a_break_with_a_waiver_is_let_through_and_says_why(broken: Checkout):
    broken.waive(**GOOD)

    report = broken.check()

    assert report.passes
    assert report.findings[0].line().endswith("(waived: nobody subscribes yet)")


def test_a_waiver_may_name_a_part_of_the_line(broken: Checkout):
    broken.waive(**{**GOOD, "change": '"`total`"'})

    assert broken.check().passes


@pytest.mark.parametrize("other", [{"contract": '"orders.OrderShipped.v1"'}, {"change": '"`total` is gone"'}])
def test_a_waiver_for_something_else_doesnt_help(broken: Checkout, other: dict[str, str]):
    broken.waive(**{**GOOD, **other})

    report = broken.check()

    assert len(report.breaks) == 1
    assert "matches no breaking change" in report.complaints[0]


def test_a_waiver_ends_after_its_day(broken: Checkout):
    broken.waive(**{**GOOD, "until": TODAY.isoformat()})

    assert broken.check(today=TODAY).passes
    report = broken.check(today=TODAY + timedelta(days=1))
    assert len(report.breaks) == 1
    assert report.complaints == [
        "contracts/waivers.toml: the waiver for orders.ReturnRequested.v1 “`total` may be missing now” "
        "ended on 2027-03-01"
    ]


def test_a_waiver_that_allows_nothing_is_no_longer_needed(checkout: Checkout):
    checkout.waive(**GOOD)

    report = checkout.check()

    assert not report.passes
    assert report.complaints[0].endswith("matches no breaking change: remove it")


def test_compared_with_another_commit_a_waiver_may_rest(broken: Checkout):
    broken.waive(**GOOD)
    broken.commit()

    assert broken.check("HEAD").passes


@pytest.mark.parametrize("word", GOOD)
def test_a_waiver_says_what_why_and_until_when(broken: Checkout, word: str):
    broken.waive(**{key: value for key, value in GOOD.items() if key != word})

    with pytest.raises(SoukError, match=rf"contracts/waivers\.toml: waiver 1 .*`{word}`"):
        broken.check()


@pytest.mark.parametrize(
    ("key", "value"),
    [("until", '"2027-03-31"'), ("until", "2027-03-31T10:00:00Z"), ("reason", '" "'), ("change", '""'), ("by", '"me"')],
)
def test_a_waiver_that_cannot_be_meant_is_refused(broken: Checkout, key: str, value: str):
    broken.waive(**{**GOOD, key: value})

    with pytest.raises(SoukError, match=rf"waiver 1 .*`{key}`"):
        broken.check()


@pytest.mark.parametrize(
    ("text", "message"),
    [("[[waiver]\n", "is not TOML"), ("[waivers]\n", "unknown key `waivers`"), ("waiver = [1]", "no")],
)
def test_waivers_that_cannot_be_read_are_refused(broken: Checkout, text: str, message: str):
    (broken.root / "contracts/waivers.toml").write_text(text)

    with pytest.raises(SoukError, match=message):
        broken.check()
