"""Metrics that are counted from log lines, for alarms to watch."""

UNUSABLE_ROWS = "UnusableRows"
"""Rows that were parked or skipped because they are invalid."""
