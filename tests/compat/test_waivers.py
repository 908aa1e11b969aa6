"""A deliberate break: written down, for a reason, until a day."""

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
    """A checkout whose contracts break somebody."""
    checkout.edit(RETURN, lambda event: event["required"].remove("total"))
    return checkout


def test_a_break_with_a_waiver_is_let_through_and_says_why(broken: Checkout):
    broken.waive(**GOOD)

    verdict = broken.check()

    assert verdict.passes
    assert verdict.findings[0].line().endswith("(waived: nobody subscribes yet)")


def test_a_waiver_may_name_a_part_of_the_line(broken: Checkout):
    broken.waive(**{**GOOD, "change": '"`total`"'})

    assert broken.check().passes


@pytest.mark.parametrize("other", [{"contract": '"orders.OrderShipped.v1"'}, {"change": '"`total` is gone"'}])
def test_a_waiver_for_something_else_doesnt_help(broken: Checkout, other: dict[str, str]):
    broken.waive(**{**GOOD, **other})

    verdict = broken.check()

    assert len(verdict.breaks) == 1
    assert "allows nothing that breaks" in verdict.complaints[0]


def test_a_waiver_ends_after_its_day(broken: Checkout):
    broken.waive(**{**GOOD, "until": TODAY.isoformat()})

    assert broken.check(today=TODAY).passes
    verdict = broken.check(today=TODAY + timedelta(days=1))
    assert len(verdict.breaks) == 1
    assert verdict.complaints == [
        "contracts/waivers.toml: the waiver for orders.ReturnRequested.v1 “`total` may be missing now” "
        "ended on 2027-03-01"
    ]


def test_a_waiver_that_allows_nothing_is_no_longer_needed(checkout: Checkout):
    checkout.waive(**GOOD)

    verdict = checkout.check()

    assert not verdict.passes
    assert verdict.complaints[0].endswith("allows nothing that breaks: take it out")


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
    ("text", "says"),
    [("[[waiver]\n", "is not TOML"), ("[waivers]\n", "no place for `waivers`"), ("waiver = [1]", "no")],
)
def test_waivers_that_cannot_be_read_are_refused(broken: Checkout, text: str, says: str):
    (broken.root / "contracts/waivers.toml").write_text(text)

    with pytest.raises(SoukError, match=says):
        broken.check()
