"""Users: customers, their profiles and addresses."""
