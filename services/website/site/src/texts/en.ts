/** Every word of the site in English; another language is another object of this type. Problems: `problems.ts`. */

import { pictures } from "./en/pictures.ts";

export const en = {
  pictures,
  shop: "Souk",
  title: (page: string) => `${page} · Souk`,
  slogan: "Small things that look after your home.",
  skip: "Skip to the content",
  nav: {
    label: "Shop",
    catalogue: "Gadgets",
    library: "Library",
    basket: "Basket",
    orders: "Orders",
    notifications: "Notifications",
    profile: "Profile",
    signIn: "Sign in",
  },
  footer: {
    newsletter: "New gadgets by mail, now and then.",
    subscribe: "Get the newsletter",
    membership: "Become a member",
    about: "Souk is a demonstration: nothing here is really sold.",
  },
  catalogue: {
    title: "Gadgets",
    lead: "Light, warmth, air and a watchful eye: pick what your rooms need. It finds the others by itself.",
    list: "All gadgets",
    empty: "The shelves are empty right now. Look in again soon.",
    stale: "Prices and stock may have changed since this page was loaded.",
  },
  product: {
    title: "Gadget",
    add: "Add to basket",
    addNamed: (name: string) => `Add to basket: ${name}`,
    quantity: "Quantity",
    added: (name: string, pieces: number) => `${name} is in your basket: ${pieces}.`,
    full: "The basket is full: it holds 20 different gadgets, up to 1,000 of each.",
    inBasket: (pieces: number) => `${pieces} in your basket`,
    toBasket: "See the basket",
    back: "All gadgets",
    unknown: "No such gadget",
    unknownHelp: "It may have been renamed, or is no longer sold.",
    sku: "Article",
    facts: "Delivered to your door. Cancel until it ships.",
  },
  left: {
    many: (pieces: string) => `${pieces} left`,
    few: (pieces: string) => `Only ${pieces} left`,
    none: (_pieces: string) => "Sold out",
  },
  basket: {
    title: "Basket",
    empty: "Your basket is empty.",
    emptyHelp: "Gadgets that you add wait here, in this browser.",
    browse: "See all gadgets",
    remove: "Remove",
    removeNamed: (name: string) => `Remove ${name} from the basket`,
    removed: (name: string) => `${name} is no longer in your basket.`,
    quantityOf: (name: string) => `Quantity of ${name}`,
    total: "Total",
    checkout: "Check out",
    short: (left: number) => (left ? `Only ${left} left: order fewer.` : "Sold out: remove it to check out."),
    gone: "No longer sold: remove it to check out.",
    mixed: "Gadgets in different currencies need orders of their own.",
  },
  states: {
    loading: "Loading ...",
    slow: "This takes longer than usual. Nothing is lost; it goes on.",
    retry: "Try again",
    offline: "You are offline. What you typed is kept; try again when the connection is back.",
    trace: "Trace",
  },
  notFound: {
    title: "Page not found",
    help: "The address may be mistyped, or the page has gone.",
    home: "To the gadgets",
  },
  noScript: "Baskets and accounts need JavaScript. The gadgets and their prices are readable without it.",
};

export type Texts = typeof en;
