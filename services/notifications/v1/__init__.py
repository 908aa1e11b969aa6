"""The notifications API, version 1."""
