"""What every function runs on: cold start, settings, logs, tracing, deadlines, calls to others."""
