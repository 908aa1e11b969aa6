"""Git queries about the checkout."""

import subprocess
from pathlib import Path


def ask(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git there; the caller checks the result."""
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)


def commit_of(root: Path, ref: str) -> str | None:
    """The commit that a name refers to; None if there is none."""
    result = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    return result.stdout.decode().strip() or None


def head(root: Path) -> str | None:
    """The commit that is checked out; None before the first one, and without git."""
    return commit_of(root, "HEAD")


def describe(root: Path) -> str:
    """The name of the checkout: a tag or a commit, and `-dirty` if it was changed since."""
    result = ask(root, "describe", "--always", "--dirty", "--tags", "--abbrev=12")
    return result.stdout.decode().strip() or "unknown"
