"""The two fronts are compared by AWS's rules, and the page says what comes out."""

from __future__ import annotations

import pytest

from tests.bill.fronts import PAGE, balancer, break_even, gateway, text


def test_api_gateway_is_paid_by_the_request_and_a_load_balancer_by_the_hour() -> None:
    assert gateway(0) == 0
    assert gateway(1) == pytest.approx(3600 * 730 * 3.5e-6)
    assert balancer(0) == pytest.approx(730 * 0.0225)


def test_a_load_balancers_capacity_is_that_of_its_most_used_dimension() -> None:
    by_bytes = 3600 * 4_000 / 0.4e9
    by_connections = 1 / 25

    assert by_connections > by_bytes
    assert balancer(1) - balancer(0) == pytest.approx(730 * 0.008 * by_connections)


def test_where_they_cost_the_same_is_where_the_cheaper_one_changes() -> None:
    rate = break_even()

    assert gateway(rate) == pytest.approx(balancer(rate))
    assert gateway(rate * 0.99) < balancer(rate * 0.99)
    assert gateway(rate * 1.01) > balancer(rate * 1.01)


def test_the_page_has_these_figures() -> None:
    assert f"<!-- fronts -->\n{text()}<!-- /fronts -->" in PAGE.read_text()
