/** The module of each page. The catalogue and a product are loaded with the site, each other page when it is needed. */

import type { Page } from "./page.ts";
import CataloguePage from "./pages/catalogue.tsx";
import ProductPage from "./pages/product.tsx";
import type { PageName } from "./router.ts";

type Loader = () => Promise<{ default: Page }>;

/** Pages that are here at once. */
export const AT_HAND: Partial<Record<PageName, Page>> = { catalogue: CataloguePage, product: ProductPage };

export const LATER: Record<Exclude<PageName, "catalogue" | "product">, Loader> = {
  basket: () => import("./pages/basket.tsx"),
  checkout: () => import("./pages/checkout.tsx"),
  "sign-up": () => import("./pages/sign_up.tsx"),
  "sign-in": () => import("./pages/sign_in.tsx"),
  orders: () => import("./pages/orders.tsx"),
  order: () => import("./pages/order.tsx"),
  notifications: () => import("./pages/notifications.tsx"),
  profile: () => import("./pages/profile.tsx"),
  newsletter: () => import("./pages/newsletter.tsx"),
  "newsletter-confirm": () => import("./pages/newsletter_confirm.tsx"),
  "newsletter-unsubscribe": () => import("./pages/newsletter_unsubscribe.tsx"),
  "staff-pictures": () => import("./pages/staff_pictures.tsx"),
  membership: () => import("./pages/membership.tsx"),
  library: () => import("./pages/library.tsx"),
  "library-piece": () => import("./pages/library_piece.tsx"),
  "not-found": () => import("./pages/not_found.tsx"),
};

/** The page's component; it fails without a connection. */
export async function pageOf(name: PageName): Promise<Page> {
  const page = AT_HAND[name];
  return page ?? (await LATER[name as keyof typeof LATER]()).default;
}
