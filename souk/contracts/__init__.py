"""The contracts: made from the code, kept for each release, and what follows from them."""
