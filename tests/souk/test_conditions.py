"""Conditions in the local cloud: functions that make texts are replaced before MiniStack evaluates them."""

from __future__ import annotations

from typing import Any

import pytest

from souk.local import conditions

PARAMETERS = {"Regions": {"Value": "eu-west-1,eu-north-1"}, "None": {"Value": ""}, "Stage": {"Value": "dev"}}
PADDED = {"Fn::Sub": ["${List},,", {"List": {"Fn::Join": [",", {"Ref": "Regions"}]}}]}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"Fn::Split": [",", PADDED]}, ["eu-west-1", "eu-north-1", "", ""]),
        ({"Fn::Join": ["-", ["a", {"Fn::Sub": "${Stage}-${AWS::Region}"}]]}, "a-dev-${AWS::Region}"),
        ({"Fn::Join": [",", {"Ref": "None"}]}, ""),
        ({"Fn::Equals": [{"Ref": "Stage"}, "dev"]}, {"Fn::Equals": [{"Ref": "Stage"}, "dev"]}),
    ],
)
def test_texts_and_lists_are_made_and_everything_else_is_left(value: Any, text: Any) -> None:
    assert conditions.plain(value, PARAMETERS) == text


def test_a_template_is_evaluated_with_them_in_every_module() -> None:
    class Module:
        @staticmethod
        def _evaluate_conditions(template: dict[str, Any], _: Any) -> Any:
            return template["Conditions"]

    engine, importer = Module(), Module()
    conditions.correct(engine, importer)

    for module in (engine, importer):
        assert module._evaluate_conditions({"Conditions": {"A": {"Fn::Sub": "${Stage}"}}}, PARAMETERS) == {"A": "dev"}
