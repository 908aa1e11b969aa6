"""The rules of the library, its members and its keys, a module each."""
