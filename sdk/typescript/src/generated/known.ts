// Generated from contracts/openapi by `souk sdk`. Do not edit.

const values = (...names: string[]): ReadonlySet<string> => new Set(names);

/** Values of open enums that this version knows: `known.ordersV2.Status.has(order.status)`. */
export const known = {
  notificationsV1: {
    Kind: values("welcome", "order-placed", "order-cancelled", "order-shipped"),
  },
  ordersV1: {
    Status: values("placed", "shipped", "cancelled"),
  },
  ordersV2: {
    Status: values("placed", "shipped", "cancelled"),
  },
  premiumV1: {
    Kind: values("order", "grant", "revocation"),
  },
  websiteV1: {
    Reason: values("empty", "too-large", "no-picture", "svg", "other-type", "damaged", "trailing-bytes", "markup", "animated", "too-many-pixels", "too-small", "too-narrow", "too-complex", "too-many"),
    State: values("waiting", "ready", "refused", "withdrawn"),
  },
};
