"""What a service's zip holds of the packages it needs, and what stays behind. Read by package.py.

Only what one service alone needs is named here; one that needs what all do is not.
"""

import re
import tomllib
from collections import defaultdict
from pathlib import Path

# What is kept of botocore's API descriptions (all of them are 100 MB, unpacked): for every service, and for one alone.
AWS_APIS = ["dynamodb", "kinesis", "sns", "sqs", "sts"]
OWN_AWS_APIS = defaultdict(list, {"users": ["cognito-idp"], "notifications": ["sesv2"]})
# What a service calls others with, of the SDK.
SDK = defaultdict(list, {"orders": ["__init__.py", "errors.py", "sigv4.py", "users_v1"]})

# What no function reads. Folders called `docs` stay: botocore and boto3 import theirs.
BALLAST = [
    ".*",
    "bin",
    "*/tests",
    "*.dist-info/RECORD",  # names the interpreter that installed it
    "**/*.pyi",
    "**/*.[ch]",
    "**/*.px[di]",
    "**/*.pyx",
    "boto3/data",  # boto3.resource() reads it, clients don't
    "boto3/examples",
    "botocore/data/*/*/examples-1.json",
    "cffi",  # cryptography loads only the compiled half of it, _cffi_backend
    "pycparser",
]
# Distributions that look themselves up by name while they are imported; the others leave their metadata behind.
WITH_METADATA = ("opentelemetry_api", "python_ulid")


def service_of(function: str) -> str:
    """Whose function it is: the first word of its id, `UsersHttp` -> `users`."""
    return str(re.findall("[A-Z][a-z]+", function)[0]).lower()


def group_of(service: str, pyproject: Path) -> str:
    """The group of uv.lock with its wheels: one of its own where it needs more than the chassis."""
    groups = tomllib.loads(pyproject.read_text())["dependency-groups"]
    return service if service in groups else "chassis"
