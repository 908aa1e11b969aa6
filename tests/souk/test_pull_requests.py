"""An environment for a pull request: what is done, in which order, and what is said of it."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import typer
from typer.testing import CliRunner

from souk.base.errors import SoukError
from souk.cloud import outputs
from souk.commands.cli import app
from souk.commands.pr import environment_of, make, remove, remove_old
from souk.pull_requests.comments import MARK, Conversation, address, conversation, farewell
from tests.docs.test_commands import missing
from tests.souk.fakes import TOLD, FakeStacks, cloud_of

TEMPLATE = Path(__file__).resolve().parents[2] / "template.yaml"


class Souk:
    """The command, which knows some environments and writes down what it is asked."""

    def __init__(self, *environments, ends=None, failing=""):
        self.ends = ends or dict.fromkeys(environments, "2026-11-25T12:00:00Z")
        self.failing, self.asked = failing, []

    def __call__(self, *words):
        told = " ".join(words)
        assert missing(f"souk {told}") is None
        if self.failing and told.startswith(self.failing):
            raise typer.Exit(1)
        if words[:2] == ("env", "ls"):
            return json.dumps({"environments": [{"name": name, "expires_at": end} for name, end in self.ends.items()]})
        self.asked.append(told)
        return ""


class GitHub:
    """The comments of pull request 7 of the-team/souk, two a page."""

    def __init__(self, *comments, status=200):
        self.comments, self.status = list(comments), status

    def __call__(self, request):
        url = str(request.url.copy_with(query=None))
        if self.status != 200:
            return httpx.Response(self.status, json={})
        if request.method == "GET":
            page = int(request.url.params.get("page", 1))
            more = {"Link": f'<{url}?page={page + 1}>; rel="next"'} if len(self.comments) > 2 * page else {}
            return httpx.Response(200, json=self.comments[2 * page - 2 : 2 * page], headers=more)
        body = json.loads(request.content)["body"]
        if request.method == "POST":
            assert request.url.path == "/repos/the-team/souk/issues/7/comments"
            self.comments.append(bot(len(self.comments) + 1, body))
            return httpx.Response(201, json={})
        changed = int(re.fullmatch(r"/repos/the-team/souk/issues/comments/(\d+)", request.url.path)[1])
        next(each for each in self.comments if each["id"] == changed)["body"] = body
        return httpx.Response(200, json={})

    def conversation(self):
        client = httpx.Client(transport=httpx.MockTransport(self), base_url="https://github.example")
        return Conversation(client, "the-team/souk", 7)


def bot(number, body):
    return {"id": number, "body": body, "user": {"type": "Bot"}}


def person(number, body):
    return {"id": number, "body": body, "user": {"type": "User"}}


def told():
    stacks = FakeStacks()
    stacks.add("pr-7", outputs=TOLD)
    return outputs.read(cloud_of(cloudformation=stacks), "pr-7", {})


def test_pull_requests_with_as_many_digits_have_environments_of_their_own():
    assert environment_of(12) == "pr-12"
    assert environment_of(21) == "pr-21"


def test_a_first_push_clones_the_commit():
    souk = Souk("dev")

    make(7, "0f3c1d2", "dev", True, souk)

    assert souk.asked == ["clone dev pr-7 --ref 0f3c1d2 --ttl 3d --aws"]


def test_another_push_begins_anew():
    souk = Souk("dev", "pr-7")

    make(7, "9e107d9", "dev", False, souk)

    assert souk.asked == ["env rm pr-7", "clone dev pr-7 --ref 9e107d9 --ttl 3d"]


def test_the_environment_of_another_pull_request_stays():
    souk = Souk("dev", "pr-70", "pr-17")

    remove("pr-7", True, souk)

    assert souk.asked == []


def test_what_can_not_be_listed_is_not_removed():
    souk = Souk("pr-7", failing="env ls")

    with pytest.raises(typer.Exit):
        make(7, "9e107d9", "dev", True, souk)

    assert souk.asked == []


def test_the_sweep_takes_the_old_of_pull_requests_and_nobody_elses():
    before, after = "2026-11-25T11:59:59Z", "2026-11-25T12:00:01Z"
    ends = {"dev": "", "pr-1": before, "pr-2": after, "pr-3": "never", "pr-4": "", "alice": before, "pr-x": before}
    souk = Souk(ends=ends)

    remove_old(datetime(2026, 11, 25, 12, tzinfo=UTC), True, souk)

    assert souk.asked == ["env rm pr-1 --aws"]


def test_one_that_resists_the_sweep_keeps_no_other_and_is_told_of():
    souk = Souk("pr-1", "pr-2", failing="env rm pr-1")

    with pytest.raises(SoukError, match="still there: pr-1"):
        remove_old(datetime(2026, 12, 24, tzinfo=UTC), False, souk)

    assert souk.asked == ["env rm pr-2"]


def test_the_comment_names_each_api_with_its_documentation():
    body = address(told(), "0f3c1d2aa11bb22cc33", "3d")

    assert body.startswith(MARK)
    assert "| orders.v2 | url-of-orders-v2 | [docs](url-of-orders-v2/docs) |" in body
    assert "`0f3c1d2aa11b`" in body
    assert "souk outputs --env pr-7" in body
    assert "souk token --env pr-7" in body


def test_there_is_one_comment_however_often_it_is_said():
    github = GitHub(person(1, "looks good"), person(2, "it does"))

    github.conversation().say(address(told(), "", "3d"))
    github.conversation().say(farewell("pr-7"))

    assert [each["body"] for each in github.comments] == ["looks good", "it does", farewell("pr-7")]


def test_where_nothing_was_said_nobody_says_goodbye():
    github = GitHub(person(1, "looks good"))

    github.conversation().say(farewell("pr-7"), only_change=True)

    assert len(github.comments) == 1


def test_a_person_who_quotes_the_comment_is_left_alone():
    quote = f"{MARK}\nwhat is this?"
    github = GitHub(person(1, quote), bot(2, f"> {MARK}"))

    github.conversation().say("body")

    assert [each["body"] for each in github.comments] == [quote, f"> {MARK}", "body"]


def test_a_refusal_of_githubs_says_what_is_missing():
    with pytest.raises(SoukError) as refused:
        GitHub(status=403).conversation().say("body")

    assert "403" in refused.value.message
    assert "pull-requests: write" in refused.value.hint


def test_outside_a_workflow_nothing_can_be_said():
    with pytest.raises(SoukError, match="GITHUB_TOKEN"):
        conversation({}, 7)


@pytest.mark.parametrize("number", ["0", "-1", "seven", "123456789"])
def test_what_is_no_number_of_a_pull_request_is_refused(number):
    assert CliRunner().invoke(app, ["pr", "down", number]).exit_code == 2


def test_the_longest_name_is_one_that_the_template_takes():
    pattern = re.search(r"AllowedPattern: (\S+)", TEMPLATE.read_text())[1]

    assert re.fullmatch(pattern, environment_of(99_999_999))
