/** After a step within a page the heading has the focus: what had it is gone, and a screen reader begins at the top. */

export function focusHeading(): void {
  // The step is drawn before the next frame.
  requestAnimationFrame(() => document.querySelector<HTMLElement>("main h1")?.focus());
}
