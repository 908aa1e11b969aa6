"""`make lint` distinguishes vulnerabilities from an unavailable service."""

import json

import pytest

from tests.audit import Report, of_npm, of_pip_audit


def of_python(*packages: dict[str, object]) -> Report:
    return of_pip_audit(json.dumps({"dependencies": packages, "fixes": []}), "")


SAFE = {"name": "httpx", "version": "1.0", "vulns": []}
EDITABLE = {"name": "souk", "skip_reason": "distribution marked as editable"}
UNKNOWN = {"name": "jinja2", "skip_reason": "Dependency not found on PyPI and could not be audited"}
VULNERABLE = {"name": "jinja2", "version": "3.0", "vulns": [{"id": "GHSA-1", "fix_versions": ["3.1"], "aliases": []}]}


def test_a_vulnerable_package_is_named_with_the_fixed_version():
    assert of_python(SAFE, VULNERABLE, EDITABLE) == Report(["jinja2 3.0: GHSA-1, fixed in 3.1"])
    assert of_python(SAFE, EDITABLE) == Report([])


def test_a_mirror_without_the_api_is_no_clean_result():
    assert of_python(UNKNOWN, EDITABLE).skipped


def test_a_service_that_can_not_be_reached_is_skipped_with_the_reason():
    report = of_pip_audit("", "Traceback ...\nrequests.exceptions.ProxyError: no way")

    assert report == Report(skipped="requests.exceptions.ProxyError: no way")


@pytest.mark.parametrize(
    ("payload", "report"),
    [
        ({"vulnerabilities": {}}, Report([])),
        ({"vulnerabilities": {"ws": {"range": "<8", "severity": "high"}}}, Report(["ws <8: high"])),
        ({"message": "405 Method Not Allowed"}, Report(skipped="405 Method Not Allowed")),
    ],
)
def test_the_output_of_npm_is_parsed(payload, report):
    assert of_npm(json.dumps(payload), "") == report
