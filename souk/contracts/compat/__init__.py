"""The gate: what a change of the contracts does to those who rely on them."""
