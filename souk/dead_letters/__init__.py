"""`souk dlq`: list, redrive or drop dead letters."""
