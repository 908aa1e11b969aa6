"""One environment as it is deployed: its stack, functions, outputs, versions, logs, events, and the clients of AWS."""
