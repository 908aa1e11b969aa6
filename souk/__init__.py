"""The `souk` command: the local cloud, its environments, and what a developer asks of them."""
