/** Every problem in words: one entry for each problem type of the contracts, and for what fails without one. */

export interface Words {
  readonly title: string;
  /** The way on. */
  readonly help: string;
}

/** By problem type; a test compares it with contracts/openapi. */
export const problems: Readonly<Record<string, Words>> = {
  "urn:souk:problem:already-cancelled": {
    title: "This order was cancelled.",
    help: "Nothing will be sent or charged.",
  },
  "urn:souk:problem:already-shipped": {
    title: "This order is on its way.",
    help: "It can't be cancelled any more.",
  },
  "urn:souk:problem:bad-request": {
    title: "The shop didn't understand that.",
    help: "Load the page again, then repeat it.",
  },
  "urn:souk:problem:blocked": {
    title: "Your account is blocked.",
    help: "Write to us, and we will tell you why.",
  },
  "urn:souk:problem:busy": {
    title: "The shop is very busy.",
    help: "Try again in a moment: nothing was changed.",
  },
  "urn:souk:problem:changed-meanwhile": {
    title: "This changed at the same moment.",
    help: "Look at it again, then repeat your change.",
  },
  "urn:souk:problem:content-withdrawn": {
    title: "This is no longer in the library.",
    help: "Look at what else there is.",
  },
  "urn:souk:problem:email-not-verified": {
    title: "Your email address isn't confirmed yet.",
    help: "Enter the code that we mailed to you.",
  },
  "urn:souk:problem:erased": {
    title: "This account was deleted.",
    help: "Create a new one to order again.",
  },
  "urn:souk:problem:forbidden": {
    title: "Your account may not do this.",
    help: "Sign in with another one that may.",
  },
  "urn:souk:problem:key-reused": {
    title: "This form was sent before with other contents.",
    help: "Check your orders, then begin again.",
  },
  "urn:souk:problem:link-expired": {
    title: "This link is too old.",
    help: "Sign up again, and a new one comes.",
  },
  "urn:souk:problem:link-forged": {
    title: "This link is not one of ours, or a part of it is missing.",
    help: "Copy the whole link from the mail.",
  },
  "urn:souk:problem:link-used": {
    title: "This link was used before.",
    help: "If it was you, all is well. Otherwise sign up again.",
  },
  "urn:souk:problem:membership-required": {
    title: "This is for members.",
    help: "Become a member, and you open it at once.",
  },
  "urn:souk:problem:mixed-currencies": {
    title: "These gadgets have prices in different currencies.",
    help: "Order them one currency at a time.",
  },
  "urn:souk:problem:not-a-member": {
    title: "This customer is no member.",
    help: "There is nothing to end.",
  },
  "urn:souk:problem:not-found": {
    title: "This is not here.",
    help: "It may have gone, or the address is mistyped.",
  },
  "urn:souk:problem:out-of-stock": {
    title: "There aren't enough left.",
    help: "Order fewer, or something else.",
  },
  "urn:souk:problem:signing-unavailable": {
    title: "The library can't be opened right now.",
    help: "Try again in a few minutes.",
  },
  "urn:souk:problem:still-in-progress": {
    title: "We are still working on it.",
    help: "Wait a moment, then try again: it happens only once.",
  },
  "urn:souk:problem:too-expensive": {
    title: "This order is too large.",
    help: "Split it into smaller ones.",
  },
  "urn:souk:problem:too-large": {
    title: "That is too much at once.",
    help: "Send less.",
  },
  "urn:souk:problem:too-many-addresses": {
    title: "You have as many addresses as we keep.",
    help: "Delete one first.",
  },
  "urn:souk:problem:too-many-links": {
    title: "You have opened a lot today.",
    help: "Go on tomorrow.",
  },
  "urn:souk:problem:too-many-pictures": {
    title: "This gadget has as many pictures as we show.",
    help: "Remove one first.",
  },
  "urn:souk:problem:too-many-requests": {
    title: "That was too often.",
    help: "Wait a little, then try again.",
  },
  "urn:souk:problem:too-many-sign-ups": {
    title: "Too many addresses were signed up from here.",
    help: "Wait a while, then try again.",
  },
  "urn:souk:problem:too-much-stock": {
    title: "The warehouse is too full for this.",
    help: "Write to us about the order.",
  },
  "urn:souk:problem:unauthenticated": {
    title: "You are signed out.",
    help: "Sign in again: what you typed is kept.",
  },
  "urn:souk:problem:unavailable": {
    title: "Part of the shop doesn't answer.",
    help: "Try again in a moment.",
  },
  "urn:souk:problem:unexpected": {
    title: "Something went wrong on our side.",
    help: "Try again; we were told about it.",
  },
  "urn:souk:problem:unexpected-total": {
    title: "A price changed, and so did the total.",
    help: "Look at the new total, then order again.",
  },
  "urn:souk:problem:unknown-customer": {
    title: "Your profile is missing.",
    help: "Fill it in first, then order.",
  },
  "urn:souk:problem:unknown-product": {
    title: "A gadget in this order is no longer sold.",
    help: "Remove it first.",
  },
  "urn:souk:problem:unprocessable": {
    title: "Something isn't filled in as it should be.",
    help: "Correct it and repeat.",
  },
  "urn:souk:problem:unsupported-media": {
    title: "The shop can't read this kind of content.",
    help: "Load the page again.",
  },
};

export const offline: Words = { title: "You are offline.", help: "What you typed is kept. Try again later." };
export const unreachable: Words = { title: "The shop can't be reached.", help: "Check the connection and try again." };
export const notSignedIn: Words = { title: "You are not signed in.", help: "Sign in, and you come back here." };
export const unknown: Words = { title: "That didn't work.", help: "Try again; if it stays so, load the page again." };
