"""The tests: fast ones without the cloud, the same promises against the local cloud, whole journeys."""
