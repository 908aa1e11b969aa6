"""The plugs that AWS calls, one trigger a file, and the only place where real things are built."""
