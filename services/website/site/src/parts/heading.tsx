/** The heading of a page: its h1, which gets the focus after a change of pages, and the window's title. */

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

import { texts } from "../texts/index.ts";

export function Heading({ title, children }: { title: string; children?: ComponentChildren }) {
  useEffect(() => {
    document.title = texts.title(title);
  }, [title]);
  return <h1 tabIndex={-1}>{children ?? title}</h1>;
}
