"""The API documentation in a real browser: it shows every operation, and loads nothing from elsewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from souk import contracts
from tests.cloud import Cloud

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update")
pytestmark = pytest.mark.cloud


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed here")
@pytest.mark.parametrize("service", ["users", "orders", "notifications"])
def test_the_page_shows_every_operation(cloud: Cloud, tmp_path: Path, service: str) -> None:
    page = rendered(cloud.outputs.apis[service] + "/docs", tmp_path)

    contract = contracts.openapi(service)
    for path, operations in contract["paths"].items():
        assert page.count(f'data-path="{path}"') == len(operations), path
    assert "Authorize" in page


@pytest.mark.parametrize("service", ["users", "orders", "notifications"])
def test_the_page_loads_only_what_the_service_itself_serves(cloud: Cloud, service: str) -> None:
    base = cloud.outputs.apis[service]
    page = httpx.get(base + "/docs", trust_env=False, timeout=60).text

    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)

    assert [link for link in loaded if "//" in link] == []
    assets = [link for link in loaded if link.startswith("docs/")]
    assert len(assets) == 2
    for asset in assets:
        assert httpx.get(f"{base}/{asset}", trust_env=False, timeout=60).status_code == 200
    assert httpx.get(f"{base}/docs/secrets.txt", trust_env=False, timeout=60).status_code == 404
    assert '"persistAuthorization": true' in page


def rendered(url: str, profile: Path) -> str:
    """The page's document once its scripts have run, in a browser that can reach nothing but this machine."""
    command = [CHROMIUM or "", "--headless", "--no-sandbox", "--disable-gpu", "--disable-sync", *QUIET]
    only_here = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    wait = "--virtual-time-budget=20000"
    done = subprocess.run(
        [*command, only_here, wait, f"--user-data-dir={profile}", "--dump-dom", url],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout
