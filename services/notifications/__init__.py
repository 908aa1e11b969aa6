"""Notifications: what customers are told, in the app and by mail."""
