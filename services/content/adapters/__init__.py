"""The ports implemented by other services of AWS."""
