"""The ground: paths, git, console, errors, lock."""
