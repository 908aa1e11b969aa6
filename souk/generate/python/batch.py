"""Runs openapi-python-client for several contracts, one after the other: most of its time is spent on its start.

On the standard input are its arguments for each contract, by the contract's file.
"""

import json
import sys

from openapi_python_client.cli import app


def main() -> None:
    """Stop at the first contract that it refuses; its reasons are in the output."""
    for contract, arguments in json.load(sys.stdin).items():
        if app(arguments, standalone_mode=False):
            sys.exit(f"no client can be generated from {contract}")


if __name__ == "__main__":
    main()
