"""`souk clone` and `souk env`: clone, compare, list, expire and remove environments."""
