"""Typed Python clients of Souk's APIs, one generated module per contract."""
