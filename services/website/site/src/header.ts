/** Keeps the header, which is plain HTML, up to date: the basket's count, the current page, the customer's links. */

import { basket } from "./basket.ts";
import { route } from "./navigation.ts";
import { session } from "./session.ts";
import { settings } from "./settings.ts";

export function start(): void {
  for (const store of [basket, route, session]) {
    store.watch(show);
  }
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
}

function show(): void {
  const { pieces } = basket;
  const count = one("#basket-count");
  count.textContent = pieces ? String(pieces) : "";
  for (const link of all("header a, footer a")) {
    if (link.getAttribute("href") === location.pathname) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  for (const link of all("[data-when]")) {
    link.hidden = (link.dataset["when"] === "signed-in") !== Boolean(session.value);
  }
  for (const link of all("[data-needs]")) {
    link.hidden = !settings[link.dataset["needs"] as "content" | "premium"];
  }
  one("#offline").hidden = navigator.onLine;
}

function one(selector: string): HTMLElement {
  return document.querySelector<HTMLElement>(selector) ?? document.createElement("i");
}

function all(selector: string): NodeListOf<HTMLElement> {
  return document.querySelectorAll<HTMLElement>(selector);
}
