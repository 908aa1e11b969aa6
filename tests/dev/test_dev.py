"""`souk dev` for real: what is saved runs, what is broken doesn't, and nothing is left behind."""

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
from tests.dev.running import SECONDS, dev
from tests.scaffold.checkouts import Checkout
from tests.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("dev"), pytest.mark.sampled("dev")]
REFUSAL = "catalogue.get(sku), NotFound("


@dataclass
class Shop:
    """The orders API of a checkout, and the line of code that its answer shows."""

    checkout: Checkout
    told: dict[str, dict[str, str]]

    @property
    def actions(self) -> Path:
        return self.checkout.root / "services/orders/actions.py"

    @property
    def aws(self) -> Aws:
        return local_aws(str(self.told["endpoint_url"]))

    def says(self) -> str:
        """What it answers about a product that doesn't exist."""
        answer = httpx.get(self.told["apis"]["orders.v2"] + "/products/NO-SUCH", timeout=60, trust_env=False)
        assert answer.status_code == 404, answer.text
        return str(answer.json().get("detail", "nothing"))

    def comes_to_say(self, text: str) -> None:
        """Wait until it says so."""
        eventually(lambda: self.says() == text, SECONDS)

    def edit(self, code: str) -> None:
        """Save another refusal: `'gone'` is what it says then."""
        self.actions.write_text(self.actions.read_text().replace(REFUSAL, REFUSAL + code, 1))

    def undo(self) -> None:
        """As it was committed."""
        self.checkout.git("checkout", "--quiet", ".")

    def watch_again(self) -> None:
        """Run `souk dev` for a moment."""
        with dev(self.checkout) as running:
            running.shows(" → ")
            assert running.end(signal.SIGINT) == 0

    def deploy_again(self) -> None:
        """Run `souk up`."""
        self.checkout.run("souk", "up")

    def deploy_otherwise(self) -> None:
        """The same, where it brings a version of its own."""
        self.edit("'closed'")
        self.deploy_again()

    def live(self) -> dict[str, object]:
        """What the settings of the version that answers are."""
        known = self.aws.functions.get_function_configuration(FunctionName="souk-dev-orders-v2-http", Qualifier="live")
        return {name: known[name] for name in ("Handler", "Timeout")}  # type: ignore[literal-required]


@pytest.fixture
def shop(workplace: Checkout) -> Iterator[Shop]:
    made = Shop(workplace, json.loads(workplace.run("souk", "outputs", "--json").stdout))
    yield made
    made.undo()


def test_what_is_saved_runs_and_what_is_broken_does_not(shop):
    with dev(shop.checkout) as running:
        shop.edit("'sold out'")
        shop.comes_to_say("sold out")
        assert "orders-http, orders-v2-http" in running.shows("orders/actions.py →")
        running.shows("orders-v2-http        answered")

        shop.actions.write_text(shop.actions.read_text().replace("'sold out'", "'sold' out"))
        assert "orders/actions.py:" in running.shows("nothing is updated")
        assert shop.says() == "sold out"

        shop.undo()
        shop.comes_to_say("nothing")

        (shop.checkout.root / "template.yaml").touch()
        running.shows("template.yaml changed: `souk up` deploys that")
        assert running.end(signal.SIGTERM) == 0


def test_a_function_that_can_not_start_is_told_and_the_last_one_answers(shop):
    with dev(shop.checkout) as running:
        shop.comes_to_say("nothing")
        shop.actions.write_text(shop.actions.read_text() + "\nnever_defined()\n")

        shown = running.shows("orders-v2-http can't run it")
        assert "name 'never_defined' is not defined (what it ran before still answers)" in shown
        assert shop.says() == "nothing"
        assert running.end(signal.SIGINT) == 0


def test_a_debugged_function_that_can_not_start_is_told_and_keeps_no_debugger(shop):
    before = shop.live()
    with dev(shop.checkout, "--debug", "orders-v2-http:auto") as running:
        shop.comes_to_say("nothing")
        shop.actions.write_text(shop.actions.read_text() + "\nnever_defined()\n")

        shown = running.shows("orders-v2-http can't run it")
        assert "name 'never_defined' is not defined (nothing answers until the next save)" in shown
        assert running.end(signal.SIGINT) == 0

    assert shop.live() == before
    shop.undo()
    shop.deploy_again()
    assert shop.says() == "nothing"


def test_what_is_saved_while_nobody_watches_runs_when_somebody_does(shop):
    shop.edit("'sold out'")

    with dev(shop.checkout):
        shop.comes_to_say("sold out")


def test_the_next_deployment_brings_what_the_checkout_says_though_it_deployed_that_before(shop):
    with dev(shop.checkout):
        shop.edit("'sold out'")
        shop.comes_to_say("sold out")

    shop.undo()
    shown = shop.checkout.run("souk", "up").stdout

    assert "stack souk-dev" in shown
    assert shop.says() == "nothing"
    assert "nothing changed" in shop.checkout.run("souk", "up").stdout


def test_a_deployment_meanwhile_is_noticed(shop):
    with dev(shop.checkout) as running:
        shop.edit("'sold out'")
        shop.comes_to_say("sold out")
        shop.checkout.run("souk", "up")
        running.shows("was deployed anew")

        shop.undo()
        shop.edit("'back soon'")
        shop.comes_to_say("back soon")


def test_killed_with_a_debugger_in_it_the_next_one_and_the_next_deployment_put_it_right(shop):
    before = shop.live()
    for put_right in (shop.watch_again, shop.deploy_again, shop.deploy_otherwise):
        with dev(shop.checkout, "--debug", "orders-v2-http:auto") as running:
            running.shows(" → ")
        assert shop.live() != before

        put_right()

        assert shop.live() == before
        eventually(lambda: debuggers_of(shop.checkout) == [], SECONDS)


def debuggers_of(checkout: Checkout) -> list[list[str]]:
    """What waits for debuggers of this checkout's functions."""
    commands = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    return [command for command in commands if str(checkout.home) in "".join(command) and "--for-server" in command]


def test_without_an_environment_there_is_nothing_to_watch(workplace):
    told = workplace.run("souk", "dev", "--env", "nowhere", check=False)

    assert (told.returncode, told.stderr.splitlines()[0]) == (1, "souk: no environment `nowhere`")
