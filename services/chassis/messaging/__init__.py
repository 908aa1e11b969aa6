"""Outbox relay, bus, consumer, retry policy, dead letters, replay."""
