"""Content: the pieces that customers keep here."""
