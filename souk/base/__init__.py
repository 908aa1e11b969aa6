"""The foundation: paths, git, console, errors, lock."""
