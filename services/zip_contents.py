"""The contents of a zip that are the same for every service: files that stay out, AWS APIs that stay in."""

import tomllib
from pathlib import Path

# Of botocore's API descriptions (all of them are 100 MB, unpacked) every zip keeps these; a service.toml adds to them.
AWS_APIS = ("dynamodb", "kinesis", "sns", "sqs", "sts")
# Of the SDK, a service that calls others ships these, and the modules of the APIs that it calls.
SDK = ("__init__.py", "errors.py", "sigv4.py")
# Of a service's folder: for `sam build` and `souk`, not for its functions.
NOT_SHIPPED = ("service.toml", "seed.py")

# Files that no function reads. Folders called `docs` stay: botocore and boto3 import theirs.
EXCLUDE = [
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
# Distributions that look themselves up by name while they are imported; the others' metadata stays out.
WITH_METADATA = ("opentelemetry_api", "python_ulid")


def group_of(service: str, pyproject: Path) -> str:
    """The dependency group with a service's wheels: the one of its name, if it needs more than the chassis does."""
    groups = tomllib.loads(pyproject.read_text())["dependency-groups"]
    return service if service in groups else "chassis"
