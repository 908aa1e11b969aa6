"""CloudFront functions at the edge: what they get, what becomes of their results, and how Node runs them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from souk.base import node
from souk.local.edge.config import ErrorRule
from souk.local.edge.javascript import FunctionFailure, Node
from tests.edge.fakes import FakeJavaScript, Seen, Serve, Stage
from tests.edge.rows import HIT, MISS, behavior, distribution, policy

Result = TypeVar("Result")
ON_REQUEST = distribution(behavior(on_request="change"))
ON_RESPONSE = distribution(
    behavior(on_response="change"), errors={404: ErrorRule(10, "/page.html", 200)}, root="index.html"
)


def ask(
    folder: Path, deployed: Any, change: Callable[[Any], Any], *paths: str, **more: Any
) -> tuple[Stage, list[Seen]]:
    """The responses to requests where a function changes events so."""
    stage = Stage(folder, deployed, javascript=FakeJavaScript(change=change))
    stage.origin.paths["/missing"] = Serve(status=404)

    async def requests() -> list[Seen]:
        return [await stage.request(path, **more) for path in paths]

    return stage, asyncio.run(requests())


def by_node(use: Callable[[Node], Awaitable[Result]]) -> Result:
    """Use a process of Node, and end it."""

    async def run() -> Result:
        javascript = Node(node.program)
        try:
            return await use(javascript)
        finally:
            await javascript.close()

    return asyncio.run(run())


def test_a_function_changes_the_path_before_the_cache_is_looked_at(tmp_path: Path) -> None:
    stage, seen = ask(tmp_path, ON_REQUEST, lambda event: {**event["request"], "uri": "/app.html"}, "/a", "/b?x=1")

    assert [each.headers["x-cache"] for each in seen] == [MISS, HIT]
    assert [request.path for request in stage.origin.requests] == ["/app.html"]


def test_a_function_sees_the_request_as_cloudfront_shows_it(tmp_path: Path) -> None:
    javascript = FakeJavaScript(change=lambda event: event["request"])
    stage = Stage(tmp_path, ON_REQUEST, javascript=javascript)

    asyncio.run(stage.request("/a?x=1&x=2&y", {"Accept": "text/html", "cookie": "a=1; b=2"}))

    [event] = javascript.events
    request = event["request"]
    assert (event["context"]["eventType"], event["viewer"]) == ("viewer-request", {"ip": "127.0.0.1"})
    assert (request["method"], request["uri"]) == ("GET", "/a")
    assert request["querystring"]["x"] == {"value": "1", "multiValue": [{"value": "1"}, {"value": "2"}]}
    assert request["querystring"]["y"] == {"value": ""}
    assert request["headers"]["accept"] == {"value": "text/html"}
    assert request["cookies"] == {"a": {"value": "1"}, "b": {"value": "2"}}


def test_a_function_may_set_headers_but_not_the_host(tmp_path: Path) -> None:
    def change(event: Any) -> Any:
        headers = {**event["request"]["headers"], "host": {"value": "evil"}, "X-Own": {"value": "1"}}
        return {**event["request"], "headers": headers}

    deployed = distribution(behavior(on_request="change", policy=policy(headers=["x-own", "host"])))
    stage, _ = ask(tmp_path, deployed, change, "/a")

    sent = dict(stage.origin.requests[-1].headers)
    assert sent["x-own"] == "1"
    assert sent["host"] != "evil"


def test_a_function_may_answer_itself(tmp_path: Path) -> None:
    answer = {"statusCode": 302, "headers": {"location": {"value": "/there"}}, "body": "over there"}

    stage, [seen] = ask(tmp_path, ON_REQUEST, lambda _: answer, "/a")

    assert (seen.status, seen.headers["location"], seen.body) == (302, "/there", b"over there")
    assert stage.origin.requests == []


def test_a_function_changes_the_status_of_a_response(tmp_path: Path) -> None:
    def change(event: Any) -> Any:
        return {**event["response"], "statusCode": 404, "headers": {"x-own": {"value": "1"}}}

    _, seen = ask(tmp_path, ON_RESPONSE, change, "/a", "/a")

    assert [(each.status, each.headers["x-own"], each.body) for each in seen] == [(404, "1", b"0123456789")] * 2


def test_no_function_sees_an_error_or_its_page(tmp_path: Path) -> None:
    def change(event: Any) -> Any:
        raise AssertionError(event)

    _, [seen] = ask(tmp_path, ON_RESPONSE, change, "/missing")

    assert seen.status == 200


@pytest.mark.parametrize("result", [None, {}, {"uri": "nowhere"}, {"uri": "/a", "headers": {"x": "1"}}, "text"])
def test_a_result_that_is_no_request_is_answered_with_502(result: Any, tmp_path: Path) -> None:
    _, [seen] = ask(tmp_path, ON_REQUEST, lambda _: result, "/a")

    assert seen.status == 502


def test_a_function_that_fails_is_answered_with_503(tmp_path: Path) -> None:
    def change(event: Any) -> Any:
        raise FunctionFailure("it is <broken>")

    _, [seen] = ask(tmp_path, ON_REQUEST, change, "/a")

    assert seen.status == 503
    assert b"it is &lt;broken&gt;" in seen.body


def test_node_runs_functions_one_after_another_with_globals_of_their_own() -> None:
    code = "var count = 0; async function handler(event) { count += 1; console.log('seen'); return [count, event.a]; }"

    async def use(javascript: Node) -> list[Any]:
        return list(await asyncio.gather(*(javascript.run(code, {"a": number}) for number in range(3))))

    assert by_node(use) == [[1, 0], [1, 1], [1, 2]]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("function handler() { throw new Error('no') }", "Error: no"),
        ("function handler() { for (;;) {} }", "timed out"),
        ("function handler() { return new Promise(() => {}) }", "never returned"),
        ("function other() {}", "handler is not defined"),
        ("function handler() { return process.env }", "process is not defined"),
        ("function handler() { return eval('1') }", "Code generation"),
        ("function handler( {", "SyntaxError"),
    ],
)
def test_node_ends_a_function_that_goes_wrong_and_runs_the_next(code: str, reason: str) -> None:
    async def use(javascript: Node) -> Any:
        with pytest.raises(FunctionFailure, match=reason):
            await javascript.run(code, {})
        return await javascript.run("function handler() { return 'fine' }", {})

    assert by_node(use) == "fine"


def test_node_that_was_killed_starts_again() -> None:
    code = "function handler() { return 'fine' }"

    async def use(javascript: Node) -> Any:
        await javascript.run(code, {})
        await javascript.close()
        return await javascript.run(code, {})

    assert by_node(use) == "fine"
