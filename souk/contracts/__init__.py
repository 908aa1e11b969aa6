"""The contracts: exported from the code, stored with each release, checked for breaking changes."""
