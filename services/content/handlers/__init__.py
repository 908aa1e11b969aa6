"""Lambda handlers, one trigger a file; the only place that builds stores and adapters."""
