"""Work that MiniStack is spared: the results are the same, and without `speed.py` it would be repeated."""

from __future__ import annotations

import os
import subprocess
import textwrap

import pytest

from souk.base.paths import find_paths
from souk.local.speed import copied, remembering

POLICY = '{"Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}}'


def in_ministack(program: str) -> str:
    """The output of a program in MiniStack's own Python."""
    paths = find_paths(os.environ)
    result = subprocess.run(
        [paths.cloud_python, "-c", textwrap.dedent(program)],
        env={"PYTHONPATH": str(paths.root), "HOME": os.environ["HOME"]},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_a_text_is_parsed_once_and_a_document_each_time() -> None:
    parsed: list[object] = []
    parse = remembering(lambda document, *more: parsed.append((document, *more)))

    for document in (POLICY, POLICY, {"Statement": []}, {"Statement": []}):
        parse(document, "ConditionExpression")

    assert [document for document, _ in parsed] == [POLICY, {"Statement": []}, {"Statement": []}]  # type: ignore[misc]


def test_a_copy_shares_nothing_that_can_change() -> None:
    item = {"pk": {"S": "ORDER#1"}, "lines": {"L": [{"M": {"quantity": {"N": "1"}}}]}, "raw": {"B": b"1"}, "set": {1}}

    copy = copied(item)

    assert copy == item
    copy["lines"]["L"][0]["M"]["quantity"]["N"] = "2"
    copy["set"].add(2)
    assert item["lines"] == {"L": [{"M": {"quantity": {"N": "1"}}}]}
    assert item["set"] == {1}


@pytest.mark.slow
def test_ministack_parses_the_same_text_each_time_to_the_same_result() -> None:
    assert (
        in_ministack(
            f"""
        from ministack.core import iam_evaluator as iam
        from ministack.services import dynamodb
        policy, condition = {POLICY!r}, "attribute_not_exists(pk) OR expires_at < :now"
        for parse, *text in (
            (iam.parse_policy_document, policy),
            (dynamodb._tokenize, condition),
            (dynamodb._condition_syntax_error, "a = = b", "ConditionExpression"),
        ):
            print(parse(*text) == parse(*text), parse(*text) is not parse(*text))
        """
        ).splitlines()
        == ["True True"] * 3
    )


@pytest.mark.slow
def test_ministack_reads_templates_in_python_and_in_c_alike() -> None:
    assert (
        in_ministack(
            """
        from ministack.services.cloudformation import engine
        from souk.local.speed import compiled
        text = "A: {A: !Sub ['${B}', {B: !GetAtt C.D}], E: 2026-12-01, F: !If [G, !Ref H, !Ref I]}"
        before, engine.CfnLoader = engine.CfnLoader, compiled(engine.CfnLoader, engine.yaml)
        print(issubclass(engine.CfnLoader, before), engine._parse_template(text) == engine.yaml.load(text, before))
        """
        )
        == "False True"
    )


@pytest.mark.slow
def test_ministack_imports_its_server_when_it_starts() -> None:
    assert in_ministack(
        """
        import inspect
        from ministack import app
        print("from hypercorn.asyncio import serve" in inspect.getsource(app.main))
        """
    ).splitlines() == ["True"]
