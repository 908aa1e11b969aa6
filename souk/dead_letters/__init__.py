"""`souk dlq`: what the services could not handle, listed, sent back, or dropped."""
