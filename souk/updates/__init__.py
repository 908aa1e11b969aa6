"""Releases of firmware: signed as The Update Framework (TUF) demands, and published to an environment's repository."""
