"""Notifications: messages to customers, in the app and by email."""
