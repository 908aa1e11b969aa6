"""New services, events and reactions: copies of what works, with other names, written whole or not at all."""
