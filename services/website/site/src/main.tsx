/** Starts the site in the browser: what the server wrote stays until the page is here. */

import "./styles/index.css";

import { render } from "preact";

import { App } from "./app.tsx";
import { follow as followBasket } from "./basket.ts";
import { start as startHeader } from "./header.ts";
import { route, start as startNavigation } from "./navigation.ts";
import { pageOf } from "./pages.ts";
import { follow as followSession } from "./session.ts";

const first = route.value;
document.documentElement.dataset["script"] = "on";
startNavigation();
startHeader();
followBasket();
followSession();
void draw();

/** Not awaited: pages import this file's chunk, which would wait for them in turn. */
async function draw(): Promise<void> {
  const page = await pageOf(first.page).catch(() => undefined);
  const main = document.querySelector("main");
  if (main) {
    render(<App first={page && { route: first, page }} />, main);
  }
}
