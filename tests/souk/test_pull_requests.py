"""The environment of a pull request: its commands, their order, and the comment."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import typer
from typer.testing import CliRunner

from souk.base.errors import SoukError
from souk.commands.cli import app
from souk.commands.pr import create, environment_of, remove, remove_expired
from souk.pull_requests.comments import MARK, Conversation, conversation, deployed, removed
from tests.docs.test_commands import missing
from tests.fake_environment import FakeEnvironment

TEMPLATE = Path(__file__).resolve().parents[2] / "template.yaml"


class Souk:
    """The command, with some environments, which records its calls."""

    def __init__(self, *environments, ends=None, failing=""):
        self.ends = ends or dict.fromkeys(environments, "2026-11-25T12:00:00Z")
        self.failing, self.calls = failing, []

    def __call__(self, *words):
        arguments = " ".join(words)
        assert missing(f"souk {arguments}") is None
        if self.failing and arguments.startswith(self.failing):
            raise typer.Exit(1)
        if words[:2] == ("env", "ls"):
            return json.dumps({"environments": [{"name": name, "expires_at": end} for name, end in self.ends.items()]})
        self.calls.append(arguments)
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
        comment_id = int(re.fullmatch(r"/repos/the-team/souk/issues/comments/(\d+)", request.url.path)[1])
        next(comment for comment in self.comments if comment["id"] == comment_id)["body"] = body
        return httpx.Response(200, json={})

    def conversation(self):
        client = httpx.Client(transport=httpx.MockTransport(self), base_url="https://github.example")
        return Conversation(client, "the-team/souk", 7)


def bot(number, body):
    return {"id": number, "body": body, "user": {"type": "Bot"}}


def person(number, body):
    return {"id": number, "body": body, "user": {"type": "User"}}


OUTPUTS = FakeEnvironment("pr-7").outputs


def test_pull_requests_with_as_many_digits_have_environments_of_their_own():
    assert environment_of(12) == "pr-12"
    assert environment_of(21) == "pr-21"


def test_a_first_push_clones_the_commit():
    souk = Souk("dev")

    create(7, "0f3c1d2", "dev", True, souk)

    assert souk.calls == ["clone dev pr-7 --ref 0f3c1d2 --ttl 3d --aws"]


def test_another_push_replaces_the_environment():
    souk = Souk("dev", "pr-7")

    create(7, "9e107d9", "dev", False, souk)

    assert souk.calls == ["env rm pr-7", "clone dev pr-7 --ref 9e107d9 --ttl 3d"]


def test_the_environment_of_another_pull_request_stays():
    souk = Souk("dev", "pr-70", "pr-17")

    remove("pr-7", True, souk)

    assert souk.calls == []


def test_without_a_list_of_environments_none_is_removed():
    souk = Souk("pr-7", failing="env ls")

    with pytest.raises(typer.Exit):
        create(7, "9e107d9", "dev", True, souk)

    assert souk.calls == []


def test_the_sweep_removes_expired_environments_of_pull_requests_alone():
    before, after = "2026-11-25T11:59:59Z", "2026-11-25T12:00:01Z"
    ends = {"dev": "", "pr-1": before, "pr-2": after, "pr-3": "never", "pr-4": "", "alice": before, "pr-x": before}
    souk = Souk(ends=ends)

    remove_expired(datetime(2026, 11, 25, 12, tzinfo=UTC), True, souk)

    assert souk.calls == ["env rm pr-1 --aws"]


def test_a_failed_removal_stops_no_other_and_is_reported():
    souk = Souk("pr-1", "pr-2", failing="env rm pr-1")

    with pytest.raises(SoukError, match="could not remove pr-1"):
        remove_expired(datetime(2026, 12, 24, tzinfo=UTC), False, souk)

    assert souk.calls == ["env rm pr-2"]


def test_the_comment_names_each_api_with_its_documentation():
    body = deployed(OUTPUTS, "0f3c1d2aa11bb22cc33", "3d")

    assert body.startswith(MARK)
    assert "| orders.v2 | url-of-orders-v2 | [docs](url-of-orders-v2/docs) |" in body
    assert "`0f3c1d2aa11b`" in body
    assert "souk outputs --env pr-7" in body
    assert "souk token --env pr-7" in body


def test_the_comment_names_the_addresses_of_applications() -> None:
    applications = {"website": {"PageUrl": "https://page.example", "Bucket": "souk-pr-7-pages"}}

    body = deployed(replace(OUTPUTS, applications=applications), "", "3d")

    assert "| website | https://page.example | PageUrl |" in body
    assert "souk-pr-7-pages" not in body


def test_there_is_one_comment_however_often_it_is_published():
    github = GitHub(person(1, "looks good"), person(2, "it does"))

    github.conversation().publish(deployed(OUTPUTS, "", "3d"))
    github.conversation().publish(removed("pr-7"))

    assert [comment["body"] for comment in github.comments] == ["looks good", "it does", removed("pr-7")]


def test_a_removal_is_announced_only_where_there_is_a_comment():
    github = GitHub(person(1, "looks good"))

    github.conversation().publish(removed("pr-7"), only_update=True)

    assert len(github.comments) == 1


def test_a_person_who_quotes_the_comment_is_left_alone():
    quote = f"{MARK}\nwhat is this?"
    github = GitHub(person(1, quote), bot(2, f"> {MARK}"))

    github.conversation().publish("body")

    assert [comment["body"] for comment in github.comments] == [quote, f"> {MARK}", "body"]


def test_a_refusal_by_github_names_the_missing_permission():
    with pytest.raises(SoukError) as refused:
        GitHub(status=403).conversation().publish("body")

    assert "403" in refused.value.message
    assert "pull-requests: write" in refused.value.hint


def test_outside_a_workflow_no_comment_can_be_posted():
    with pytest.raises(SoukError, match="GITHUB_TOKEN"):
        conversation({}, 7)


@pytest.mark.parametrize("number", ["0", "-1", "seven", "123456789"])
def test_an_invalid_pull_request_number_is_refused(number):
    assert CliRunner().invoke(app, ["pr", "down", number]).exit_code == 2


def test_the_longest_name_is_valid_in_the_template():
    pattern = re.search(r"AllowedPattern: (\S+)", TEMPLATE.read_text())[1]

    assert re.fullmatch(pattern, environment_of(99_999_999))
