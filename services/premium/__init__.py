"""Premium: memberships, bought by orders or granted by staff."""
