"""The rules of premium."""
