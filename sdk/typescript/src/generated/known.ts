// Made from contracts/openapi by `souk sdk`. Not to be edited.

const values = (...known: string[]): ReadonlySet<string> => new Set(known);

/** What this version knows of the enums that may grow: `known.ordersV2.Status.has(order.status)`. */
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
};
