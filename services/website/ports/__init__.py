"""The ports of the website's subjects. `store/` and `adapters/` implement them; tests use in-memory fakes."""
