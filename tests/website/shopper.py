"""A person in the shop: looks at a page, moves the mouse, types, and finds things by what they say.

The mouse and the keyboard are the browser's own, so that a button that is covered or disabled is not clicked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.accessibility import violations
from tests.browser import Page

FIND = """(name => {
  const named = element => {
    const label = element.labels?.[0]?.innerText ?? "";
    return (element.getAttribute("aria-label") || label || element.innerText || element.value || "").trim();
  };
  const shown = element => element.checkVisibility({checkVisibilityCSS: true});
  const all = [...document.querySelectorAll("SELECTOR")].filter(shown);
  return all.find(each => named(each) === name) ?? all.find(each => named(each).startsWith(name));
})(NAME)"""
CLICKABLE = "a, button, summary, label, input[type=checkbox], input[type=radio]"
FIELDS = "input, textarea, select"
FOCUSABLE = f"a, button, summary, {FIELDS}"


@dataclass
class Shopper:
    """Somebody with a browser of their own."""

    page: Page
    shop: str
    quiet_until: int = field(default=0)
    """The errors in the console that a test expected so far."""

    def look_from(self, width: int, height: int = 800, *, dark: bool = False) -> None:
        """Let the window be so wide, and the system light or dark."""
        self.page.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.page.command("Emulation.setEmulatedMedia", features=[scheme, still])

    def open(self, path: str) -> None:
        """Type an address, and wait until the page has its heading."""
        self.page.open(f"{self.shop}{path}")
        wanted = json.dumps(f"{self.shop}{path}")
        self.page.wait(f"location.href === {wanted} && document.readyState === 'complete' && {HEADED}")

    def sees(self, text: str) -> None:
        """Wait until the page says this."""
        self.page.wait(f"document.body?.innerText.includes({json.dumps(text)})")

    def at(self, path: str) -> None:
        """Wait until the address begins with this path."""
        self.page.wait(f"location.pathname.startsWith({json.dumps(path)}) && {HEADED}")

    def click(self, name: str, within: str = "") -> None:
        """Click what has this name, with the mouse."""
        x, y = self._middle(name, CLICKABLE, within)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            pressed = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.page.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, **pressed)

    def fill(self, label: str, text: str) -> None:
        """Replace what is in a field by this text, as if typed."""
        element = _find(label, FIELDS, "")
        self.page.wait(f"!!{element}")
        self.page.run(f"({element}).focus(), ({element}).select?.()")
        self.page.command("Input.insertText", text=text)

    def choose(self, label: str, value: str) -> None:
        """Choose from a list. The list itself is no part of the page, so that no mouse reaches it."""
        element = _find(label, FIELDS, "")
        self.page.wait(f"!!{element}")
        changed = 'dispatchEvent(new Event("input", {bubbles: true}))'
        self.page.run(f"(field => {{ field.value = {json.dumps(value)}; field.{changed}; }})({element})")

    def attach(self, label: str, file: Path) -> None:
        """Choose a file. The dialog is the system's, so that no mouse of the page's reaches it."""
        element = _find(label, FIELDS, "")
        self.page.wait(f"!!{element}")
        input_id = self.page.command("Runtime.evaluate", expression=element)["result"]["objectId"]
        self.page.command("DOM.setFileInputFiles", objectId=input_id, files=[str(file)])

    def tab_to(self, name: str) -> None:
        """Press Tab until what has this name has the focus; whatever has it on the way shows so."""
        for _ in range(MOST_TABS):
            self.press("Tab", 9)
            assert self.page.run(FOCUS_IS_SHOWN), self.page.run("document.activeElement.outerHTML")
            if self.page.run(f"document.activeElement === {_find(name, FOCUSABLE, '')}"):
                return
        raise AssertionError(f"Tab doesn't lead to {name}")

    def type(self, text: str) -> None:
        """Type where the focus is, key by key."""
        for letter in text:
            for kind in ("keyDown", "keyUp"):
                typed = {"text": letter} if kind == "keyDown" else {}
                self.page.command("Input.dispatchKeyEvent", type=kind, key=letter, **typed)

    def press(self, key: str, code: int = 0) -> None:
        """A key of the keyboard."""
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.page.command(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text
            )

    def offline(self, yes: bool) -> None:
        """Cut the connection, or restore it."""
        self.page.command(
            "Network.emulateNetworkConditions", offline=yes, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )

    def forgives_errors(self) -> None:
        """Let the errors of a failure that was wanted be none of the page's."""
        self.page.run("0")  # what is under way is recorded
        self.quiet_until = len(self.page.errors)

    def assert_quiet(self, *hosts: str) -> None:
        """No error in the console, and no request but to the shop and these hosts."""
        allowed = {urlsplit(self.shop).netloc, *hosts}
        asked = {urlsplit(url).netloc for url in self.page.requests if not url.startswith(("data:", "blob:"))}
        assert asked <= allowed, f"requests to {asked - allowed}"
        assert self.page.errors[self.quiet_until :] == []

    def assert_accessible(self) -> None:
        """No violation of axe-core's rules, and nothing wider than the window."""
        broken = violations(self.page, set())
        assert broken == [], broken
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.run(wide) <= 0, f"{self.page.run('location.pathname')} is wider than the window"

    def _middle(self, name: str, selector: str, within: str) -> tuple[float, float]:
        element = _find(name, selector, within)
        # What is still loading moves what is below it.
        self.page.wait(f"{SETTLED} && (element => element && !element.disabled)({element})")
        x, y, hit = self.page.run(
            f"""(element => {{
              element.scrollIntoView({{block: "center"}});
              const box = element.getClientRects()[0];  // of a link of two lines, the first
              const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
              const top = document.elementFromPoint(x, y);
              return [x, y, element.contains(top) || top?.contains(element) || false];
            }})({element})"""
        )
        assert hit, f"{name} is covered by something else"
        return x, y


FOCUS_IS_SHOWN = """(() => {
  const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
  return document.activeElement === document.body || outlineStyle !== "none" || boxShadow !== "none";
})()"""
MOST_TABS = 60
SETTLED = "document.readyState === 'complete' && !document.querySelector('.state-loading')"
HEADED = "!!document.querySelector('h1')"


def _find(name: str, selector: str, within: str) -> str:
    scoped = ", ".join(f"{within} {part.strip()}" for part in selector.split(",")) if within else selector
    return FIND.replace("SELECTOR", scoped).replace("NAME", json.dumps(name))
