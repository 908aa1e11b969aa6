"""What answers the ports that aren't the store: nothing yet."""
