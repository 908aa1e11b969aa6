"""Runs in SAM's own Python, which has its transform: a template and parameters on stdin, what it makes on stdout."""

import json
import sys

from samtranslator.translator.transform import transform


class NoManagedPolicies:
    """The template names none."""

    def load(self) -> dict[str, str]:
        return {}


asked = json.load(sys.stdin)
json.dump(transform(asked["template"], asked["parameters"], NoManagedPolicies()), sys.stdout)
