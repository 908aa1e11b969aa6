"""The part of API Gateway's mapping templates (VTL) that answers of mock integrations need.

Runs inside MiniStack's own Python: standard library only. Its own templates shape requests, and have no conditions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

STEP = re.compile(
    r"#set\(\$(?P<target>[\w.-]+) = (?P<value>.*)\)|#if\((?P<condition>.*)\)|(?P<end>#end)|(?P<text>[^#].*)"
)
REFERENCE = re.compile(r"\$([\w]+(?:\.[\w]+)*)")
CALL = re.compile(r'\.(\w+)\(((?:"[^"]*"|\$\w+)(?:, (?:"[^"]*"|\$\w+))*)\)')
ARGUMENT = re.compile(r'"[^"]*"|\$\w+')
OVERRIDE = "context.responseOverride.header."


class NotUnderstood(ValueError):
    """A template has something that is understood by API Gateway, but not here."""


@dataclass
class Rendering:
    """One rendering of a template."""

    headers: Mapping[str, str]
    """The request's, with their names in lower case."""
    variables: dict[str, str]
    overrides: dict[str, str] = field(default_factory=dict)
    """The headers of the response that it sets."""

    def run(self, template: str) -> str:
        """Render a template, one step a line; returns the body."""
        body: list[str] = []
        skipped: list[bool] = []
        for line in filter(None, map(str.strip, template.splitlines())):
            step = STEP.fullmatch(line)
            if step is None:
                raise NotUnderstood(line)
            if step["condition"]:
                skipped.append(any(skipped) or not self._holds(step["condition"]))
            elif step["end"]:
                skipped.pop()
            elif any(skipped):
                continue
            elif step["target"]:
                self._set(step["target"], self._value(step["value"]))
            else:
                body.append(self._text(step["text"]))
        return "\n".join(body)

    def _set(self, target: str, value: str) -> None:
        if target.startswith(OVERRIDE):
            self.overrides[target.removeprefix(OVERRIDE)] = value
        else:
            self.variables[target] = value

    def _holds(self, condition: str) -> bool:
        return all(self._compares(part) for part in condition.split(" && "))

    def _compares(self, part: str) -> bool:
        left, operator, right = re.fullmatch(r"(\S+?)(?: (==|!=) (\S+))?", part).groups()  # type: ignore[union-attr]
        if operator:
            return (self._value(left) == self._value(right)) == (operator == "==")
        return self._value(left) == "true"

    def _value(self, expression: str) -> str:
        if expression.startswith('"'):
            return self._text(expression[1:-1])
        reference = REFERENCE.match(expression)
        if reference is None:
            raise NotUnderstood(expression)
        name, rest = reference[1], expression[reference.end() :]
        if name == "input.params":
            # As API Gateway does, which compares with case, and HTTP/2 sends lower case.
            return self.headers.get(rest[2:-2], "")
        if "(" in rest:
            name, _, method = name.rpartition(".")
            rest = f".{method}{rest}"
        if CALL.sub("", rest):
            raise NotUnderstood(expression)
        value = self.variables.get(name, "")
        for method, arguments in CALL.findall(rest):
            value = self._call(value, method, [self._value(each) for each in ARGUMENT.findall(arguments)])
        return value

    def _call(self, value: str, method: str, arguments: list[str]) -> str:
        match method, arguments:
            case "replaceAll", [pattern, replacement]:
                return re.sub(pattern, replacement, value)
            case "matches", [pattern]:
                return str(re.fullmatch(pattern, value) is not None).lower()
        raise NotUnderstood(method)

    def _text(self, text: str) -> str:
        return REFERENCE.sub(lambda match: self.variables.get(match[1], match[0]), text)
