/** The heading of a page: its h1, which gets the focus after a change of pages, and the window's title. */

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

import { attention } from "../attention.ts";
import { texts } from "../texts/index.ts";

export function Heading({ title, children }: { title: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = texts.title(title);
  }, [title]);
  useLayoutEffect(() => {
    if (attention.wanted) {
      heading.current?.focus({ preventScroll: true });
      attention.wanted = false;
    }
    // A heading that is replaced, when its page has loaded, hands the focus on.
    return () => {
      attention.wanted ||= heading.current === document.activeElement;
    };
  }, []);
  return (
    <h1 tabIndex={-1} ref={heading}>
      {children ?? title}
    </h1>
  );
}
