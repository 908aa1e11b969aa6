"""The gate: a breaking-change check of the contracts, consumer by consumer."""
