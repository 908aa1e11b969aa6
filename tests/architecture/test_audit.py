"""`make lint` tells a vulnerability from a service that can't be asked."""

import json

import pytest

from tests.audit import Answer, of_npm, of_pip_audit


def of_python(*packages: dict[str, object]) -> Answer:
    return of_pip_audit(json.dumps({"dependencies": packages, "fixes": []}), "")


SAFE = {"name": "httpx", "version": "1.0", "vulns": []}
EDITABLE = {"name": "souk", "skip_reason": "distribution marked as editable"}
UNKNOWN = {"name": "jinja2", "skip_reason": "Dependency not found on PyPI and could not be audited"}
HURT = {"name": "jinja2", "version": "3.0", "vulns": [{"id": "GHSA-1", "fix_versions": ["3.1"], "aliases": []}]}


def test_a_vulnerable_package_is_named_with_what_mends_it():
    assert of_python(SAFE, HURT, EDITABLE) == Answer(["jinja2 3.0: GHSA-1, mended in 3.1"])
    assert of_python(SAFE, EDITABLE) == Answer([])


def test_a_mirror_that_answers_no_questions_is_no_clean_bill_of_health():
    assert of_python(UNKNOWN, EDITABLE).skipped


def test_a_service_that_can_not_be_reached_is_skipped_with_the_reason():
    said = of_pip_audit("", "Traceback ...\nrequests.exceptions.ProxyError: no way")

    assert said == Answer(skipped="requests.exceptions.ProxyError: no way")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"vulnerabilities": {}}, Answer([])),
        ({"vulnerabilities": {"ws": {"range": "<8", "severity": "high"}}}, Answer(["ws <8: high"])),
        ({"message": "405 Method Not Allowed"}, Answer(skipped="405 Method Not Allowed")),
    ],
)
def test_npm_is_read_alike(said, answer):
    assert of_npm(json.dumps(said), "") == answer
