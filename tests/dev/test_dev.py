"""`souk dev` against a local cloud: saved code runs, broken code doesn't, and nothing is left behind."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from souk.cloud.clients import Aws, local_aws
from tests.cloud import CORE_ONLY
from tests.dev.running import SECONDS, dev
from tests.scaffold.checkouts import Checkout
from tests.waiting import PATIENCE, eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("dev"), pytest.mark.sampled("dev")]
ERROR = "if product is None:\n        raise NotFound"


@dataclass
class Shop:
    """The orders API of a checkout, with an error message that tests edit."""

    checkout: Checkout
    outputs: dict[str, dict[str, str]]

    @property
    def actions(self) -> Path:
        return self.checkout.root / "services/orders/actions.py"

    @property
    def aws(self) -> Aws:
        return local_aws(str(self.outputs["endpoint_url"]))

    def detail(self) -> str:
        """The error for a missing product."""
        response = httpx.get(self.outputs["apis"]["orders.v2"] + "/products/NO-SUCH", timeout=PATIENCE, trust_env=False)
        assert response.status_code == 404, self.checkout.run("souk", "logs", check=False).stdout[-5000:]
        return str(response.json().get("detail", "nothing"))

    def wait_for(self, text: str) -> None:
        """Wait for the error to change."""
        eventually(lambda: self.detail() == text, SECONDS)

    def edit(self, code: str) -> None:
        """Save another error message, an expression like `'gone'`."""
        self.actions.write_text(self.actions.read_text().replace(ERROR, f"{ERROR}({code})", 1))

    def undo(self) -> None:
        """Restore the committed code."""
        self.checkout.git("checkout", "--quiet", ".")

    def watch_again(self) -> None:
        """Run `souk dev` briefly."""
        with dev(self.checkout) as running:
            running.shows(" → ")
            assert running.end(signal.SIGINT) == 0

    def deploy_again(self) -> None:
        """Run `souk up`."""
        self.checkout.run("souk", "up", *CORE_ONLY)

    def deploy_change(self) -> None:
        """Run `souk up` with changed code."""
        self.edit("'closed'")
        self.deploy_again()

    def live(self) -> dict[str, object]:
        """The settings of the live version."""
        config = self.aws.functions.get_function_configuration(FunctionName="souk-dev-orders-v2-http", Qualifier="live")
        return {name: config[name] for name in ("Handler", "Timeout")}  # type: ignore[literal-required]


@pytest.fixture
def shop(workplace: Checkout) -> Iterator[Shop]:
    shop = Shop(workplace, json.loads(workplace.run("souk", "outputs", "--json").stdout))
    yield shop
    shop.undo()


def test_saved_code_runs_and_broken_code_does_not(shop):
    with dev(shop.checkout) as running:
        shop.edit("'sold out'")
        shop.wait_for("sold out")
        assert "orders-http, orders-v2-http" in running.shows("orders/actions.py →")
        running.shows("orders-v2-http        answered")

        shop.actions.write_text(shop.actions.read_text().replace("'sold out'", "'sold' out"))
        assert "orders/actions.py:" in running.shows("nothing is updated")
        assert shop.detail() == "sold out"

        shop.undo()
        shop.wait_for("nothing")

        (shop.checkout.root / "template.yaml").touch()
        running.shows("template.yaml changed: run `souk up` to deploy")
        assert running.end(signal.SIGTERM) == 0


def test_a_version_that_can_not_start_is_reported_and_the_previous_one_stays_live(shop):
    with dev(shop.checkout) as running:
        shop.wait_for("nothing")
        shop.actions.write_text(shop.actions.read_text() + "\nnever_defined()\n")

        line = running.shows("orders-v2-http was not updated")
        assert "name 'never_defined' is not defined (the previous version stays live)" in line
        assert shop.detail() == "nothing"
        assert running.end(signal.SIGINT) == 0


def test_a_debugged_version_that_can_not_start_is_reported_and_keeps_no_debugger(shop):
    before = shop.live()
    with dev(shop.checkout, "--debug", "orders-v2-http:auto") as running:
        shop.wait_for("nothing")
        shop.actions.write_text(shop.actions.read_text() + "\nnever_defined()\n")

        line = running.shows("orders-v2-http was not updated")
        assert "name 'never_defined' is not defined (it is down until the next save)" in line
        assert running.end(signal.SIGINT) == 0

    assert shop.live() == before
    shop.undo()
    shop.deploy_again()
    assert shop.detail() == "nothing"


def test_code_saved_before_the_start_runs_after_it(shop):
    shop.edit("'sold out'")

    with dev(shop.checkout):
        shop.wait_for("sold out")


def test_the_next_deployment_restores_the_checkout_even_if_unchanged_since_the_last_one(shop):
    with dev(shop.checkout):
        shop.edit("'sold out'")
        shop.wait_for("sold out")

    shop.undo()
    output = shop.checkout.run("souk", "up", *CORE_ONLY).stdout

    assert "stack souk-dev" in output
    assert shop.detail() == "nothing"
    assert "nothing changed" in shop.checkout.run("souk", "up", *CORE_ONLY).stdout


def test_a_concurrent_deployment_is_noticed(shop):
    with dev(shop.checkout) as running:
        shop.edit("'sold out'")
        shop.wait_for("sold out")
        shop.checkout.run("souk", "up", *CORE_ONLY)
        running.shows("was deployed again")

        shop.undo()
        shop.edit("'back soon'")
        shop.wait_for("back soon")


def test_after_a_kill_while_debugging_the_next_session_or_deployment_repairs_it(shop):
    before = shop.live()
    for repair in (shop.watch_again, shop.deploy_again, shop.deploy_change):
        with dev(shop.checkout, "--debug", "orders-v2-http:auto") as running:
            running.shows(" → ")
        assert shop.live() != before

        repair()

        assert shop.live() == before
        eventually(lambda: debuggers_of(shop.checkout) == [], SECONDS)


def debuggers_of(checkout: Checkout) -> list[list[str]]:
    """The debug servers of this checkout's functions."""
    commands = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    return [command for command in commands if str(checkout.home) in "".join(command) and "--for-server" in command]


def test_without_an_environment_it_is_refused(workplace):
    refused = workplace.run("souk", "dev", "--env", "nowhere", check=False)

    assert (refused.returncode, refused.stderr.splitlines()[0]) == (1, "souk: no environment `nowhere`")
