"""The clients, from contracts: Python and TypeScript."""
