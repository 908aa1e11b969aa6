"""The stall API, version 1."""
