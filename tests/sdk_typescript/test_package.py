"""The TypeScript SDK as others get it: packed, installed, compiled against, and run."""

from __future__ import annotations

import json
import re
import shutil
import tarfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser import CHROMIUM, browser
from tests.sdk_typescript.node import MODULES, SDK, node, npm, tsc

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("typescript-package")]
PARTS = ("package.json", "tsconfig.json", "tsconfig.build.json", "README.md")
MISSPELT = """
// @ts-expect-error: were it not an error, this line would be one.
await souk.orders.placeOrder({ lines: [{ sku: "LUMEN-BULB", quantiti: 2 }] });
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program's folder, with the packed SDK among its modules."""
    source, folder = tmp_path_factory.mktemp("sdk"), tmp_path_factory.mktemp("program")
    for part in PARTS:
        shutil.copy(SDK / part, source)
    shutil.copytree(SDK / "src", source / "src")
    (source / "node_modules").symlink_to(MODULES)
    packed = npm("pack", "--ignore-scripts=false", "--pack-destination", folder, cwd=source)
    assert packed.returncode == 0, packed.stdout + packed.stderr

    modules = folder / "node_modules"
    (modules / "@souk").mkdir(parents=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(modules / "@souk", filter="data")
    (modules / "@souk/package").rename(modules / "@souk/sdk")
    for module in MODULES.iterdir():
        if module.name != "@souk":
            (modules / module.name).symlink_to(module)
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


def test_the_code_and_its_tests_are_well_typed():
    tsc(cwd=SDK)


def test_the_package_holds_what_it_names_and_nothing_else(program: Path):
    package = program / "node_modules/@souk/sdk"

    assert {path.name for path in package.iterdir()} == {"README.md", "package.json", "dist", "src"}
    assert (package / "dist/index.d.ts").exists()
    done = node("--input-type=module", "--eval", 'console.log(Object.keys(await import("@souk/sdk")))', cwd=program)
    assert done.returncode == 0, done.stderr
    assert "Souk" in done.stdout
    assert "OutOfStock" in done.stdout


@pytest.mark.parametrize(("module", "resolution"), [("nodenext", "nodenext"), ("esnext", "bundler")])
def test_what_the_readme_shows_compiles_against_the_package_and_a_misspelling_does_not(
    program: Path, module: str, resolution: str
):
    snippets = re.findall(r"^```ts\n(.*?)^```", (SDK / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    (program / "snippets.ts").write_text("".join([*snippets, MISSPELT]))

    assert len(snippets) == 5
    # The package's own declarations are checked, too: no `skipLibCheck`.
    options = ("--strict", "--noEmit", "--target", "es2022", "--types", "node")
    tsc(*options, "--module", module, "--moduleResolution", resolution, "snippets.ts", cwd=program)


def test_nothing_in_the_package_needs_node_before_it_is_asked_for(program: Path):
    """A bundler for browsers meets no module of Node's."""
    built = (program / "node_modules/@souk/sdk/dist").rglob("*.js")

    imports = [
        name for file in built for name in re.findall(r'(?:from|import\()\s*"((?:node:|#)[^"]+)"', file.read_text())
    ]

    assert imports == []


class Shop(SimpleHTTPRequestHandler):
    """Serves a program's files, and two pages of products."""

    def do_GET(self) -> None:
        if not self.path.startswith("/products"):
            return super().do_GET()
        next_page = None if "cursor" in self.path else "?cursor=abc"
        item = {"sku": "LAMP-1", "name": "Lamp", "stock": 1, "price": {"amount": "1.00", "currency": "EUR"}}
        body = json.dumps({"items": [item], "links": {"self": self.path, "next": next_page}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        """Nothing: failures are in the assertions."""


PAGE = """<!doctype html>
<script type="importmap">{"imports": {
  "@souk/sdk": "/node_modules/@souk/sdk/dist/index.js",
  "openapi-fetch": "/node_modules/openapi-fetch/dist/index.mjs",
  "aws4fetch": "/node_modules/aws4fetch/dist/aws4fetch.esm.mjs"
}}</script>
<script type="module">
  import { AccessToken, NotConfigured, Souk } from "@souk/sdk";
  const souk = new Souk({ baseUrls: { "orders.v2": location.origin }, auth: new AccessToken("token") });
  const skus = (await souk.orders.listProducts().toArray()).map((product) => product.sku);
  const named = await Souk.fromEnv("dev").catch((error) => error instanceof NotConfigured);
  window.result = { skus, named };
</script>
"""


@pytest.fixture
def site(program: Path) -> Iterator[str]:
    """The address of the program's page."""
    (program / "index.html").write_text(PAGE)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Shop, directory=str(program)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here; `.ci/run` installs it")
def test_it_works_in_a_browser_where_there_are_no_files(site: str, tmp_path: Path):
    with browser(tmp_path / "profile") as page:
        page.open(site)

        assert page.wait("window.result") == {"skus": ["LAMP-1", "LAMP-1"], "named": True}
