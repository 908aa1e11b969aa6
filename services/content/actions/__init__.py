"""The use cases of the library, its members and its keys, one verb per function."""
