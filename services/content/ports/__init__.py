"""The ports of the library, its members and its keys. `store/` and `adapters/` implement them; tests use fakes."""
