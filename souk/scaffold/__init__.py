"""New services, events and reactions: renamed copies of working code, written completely or not at all."""
