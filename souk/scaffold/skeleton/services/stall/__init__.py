"""Stall: the widgets that customers keep here."""
