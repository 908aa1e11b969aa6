"""Orders: the catalogue, its stock, and customers' orders."""
