"""Metrics that are counted from log lines, for alarms to watch."""

UNUSABLE_ROWS = "UnusableRows"
"""Rows that were parked or left out, because they aren't what they should be."""
