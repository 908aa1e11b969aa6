"""The premium API, version 1."""
