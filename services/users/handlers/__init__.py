"""Lambda handlers, one file per trigger: the only place where real clients and adapters are built."""
