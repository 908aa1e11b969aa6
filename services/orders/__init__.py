"""Orders: the catalogue, its stock, and what customers ordered from it."""
