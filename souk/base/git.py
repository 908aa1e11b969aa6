"""What git is asked about the checkout."""

import subprocess
from pathlib import Path


def ask(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git there; whoever asks looks at what came of it."""
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)


def commit_of(root: Path, ref: str) -> str | None:
    """The commit that a name means; None if git knows none."""
    found = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    return found.stdout.decode().strip() or None


def head(root: Path) -> str | None:
    """The commit that is checked out; None before the first one, and where there is no git."""
    return commit_of(root, "HEAD")


def describe(root: Path) -> str:
    """What people call the checkout: a tag or a commit, and `-dirty` where it was changed since."""
    told = ask(root, "describe", "--always", "--dirty", "--tags", "--abbrev=12")
    return told.stdout.decode().strip() or "unknown"
