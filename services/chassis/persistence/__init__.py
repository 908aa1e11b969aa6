"""The table of a service, its transactions, and the repository of aggregates."""
