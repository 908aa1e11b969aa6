"""Cold start, settings, logs, tracing, deadlines, and calls to other services."""
