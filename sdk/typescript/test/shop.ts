/** What a shop has to say, as orders v2 says it. */

export const MONEY = { amount: "19.90", currency: "EUR" };
export const LAMP = { sku: "LAMP-1", name: "Reading lamp", price: MONEY, stock: 3 };
export const ORDER = {
  id: "01KAQ4N9T4W6M2J8ZC5R7XVBEH",
  status: "placed",
  lines: [{ sku: "LAMP-1", name: "Reading lamp", quantity: 1, price: MONEY }],
  total: MONEY,
  placed_at: "2026-11-25T12:00:00Z",
};
export const WANTED = { lines: [{ sku: "LAMP-1", quantity: 1 }] };
