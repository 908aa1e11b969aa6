"""Plain types, which import nothing of the other folders."""
