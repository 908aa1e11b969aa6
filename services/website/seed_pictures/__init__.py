"""The pictures of the seed's products, drawn by our own code."""
