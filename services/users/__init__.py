"""Users: who the customers are, and where they live."""
