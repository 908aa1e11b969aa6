/** Header and footer of every page: plain HTML, which `src/header.ts` keeps up to date. */

import { texts } from "../src/texts/index.ts";

const { nav, footer, states } = texts;

export function Header() {
  return (
    <header class="top">
      <a class="skip" href="#content">
        {texts.skip}
      </a>
      <div class="top-bar">
        <a class="brand" href="/">
          <Arch />
          {texts.shop}
        </a>
        <nav class="links" aria-label={nav.label}>
          <a href="/">{nav.catalogue}</a>
          <a href="/library" data-needs="content" hidden>
            {nav.library}
          </a>
          <a href="/orders" data-when="signed-in" hidden>
            {nav.orders}
          </a>
          <a href="/notifications" data-when="signed-in" hidden>
            {nav.notifications}
          </a>
          <a href="/profile" data-when="signed-in" hidden>
            {nav.profile}
          </a>
          <a href="/sign-in" data-when="signed-out">
            {nav.signIn}
          </a>
        </nav>
        <a href="/basket" class="basket-link">
          {nav.basket} <span id="basket-count" class="count" />
        </a>
      </div>
      <p id="offline" class="offline" role="status" hidden>
        {states.offline}
      </p>
    </header>
  );
}

export function Footer() {
  return (
    <footer class="bottom">
      <div class="bottom-bar">
        <p class="bottom-newsletter">
          {footer.newsletter} <a href="/newsletter">{footer.subscribe}</a>
        </p>
        <p data-needs="premium" hidden>
          <a href="/membership">{footer.membership}</a>
        </p>
        <p class="fine">{footer.about}</p>
        <noscript>
          <p class="fine">{texts.noScript}</p>
        </noscript>
      </div>
    </footer>
  );
}

/** The shop's sign: a gate of a souk with a light in it. */
function Arch() {
  return (
    <svg class="arch" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <path class="arch-wall" d="M2 31V15C2 7 9 4 16 1c7 3 14 6 14 14v16Z" />
      <path class="arch-gate" d="M8 31V17c0-5 4-7 8-9 4 2 8 4 8 9v14Z" />
      <circle class="arch-light" cx="16" cy="19" r="3.2" />
    </svg>
  );
}
