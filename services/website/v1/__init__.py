"""The website API, version 1."""
