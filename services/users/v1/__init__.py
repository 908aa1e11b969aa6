"""The users API, version 1."""
