"""What a service's zip holds of the packages it needs, and what stays behind. Read by package.py."""

# What a service uses of botocore's API descriptions (all of them are 100 MB, unpacked), and of the SDK.
AWS_APIS = {
    "orders": ["dynamodb", "kinesis", "sns", "sqs", "sts"],
    "users": ["cognito-idp", "dynamodb", "kinesis", "sns", "sqs", "sts"],
    "notifications": ["dynamodb", "sesv2", "sqs", "sts"],
}
SDK: dict[str, list[str]] = {
    "orders": ["__init__.py", "errors.py", "sigv4.py", "users_v1"],
    "users": [],
    "notifications": [],
}

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
