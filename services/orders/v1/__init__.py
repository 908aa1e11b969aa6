"""The orders API, version 1."""
