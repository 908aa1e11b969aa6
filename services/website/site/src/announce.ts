/** Tells a screen reader what happened, by the page's live region. */

export function announce(text: string): void {
  const region = document.getElementById("announcements");
  if (region) {
    // The same words twice are two announcements.
    region.textContent = region.textContent === text ? `${text}\u00a0` : text;
  }
}
