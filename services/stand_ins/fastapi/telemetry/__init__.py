"""FastAPI's telemetry, switched off: see `_api.py`."""

from ._api import TelemetryConfig as TelemetryConfig
