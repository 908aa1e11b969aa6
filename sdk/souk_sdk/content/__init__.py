"""Content for members."""
