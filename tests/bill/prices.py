"""AWS's list prices in us-east-1, without free tiers and discounts; and the quotas of a new account there."""

from __future__ import annotations

from dataclasses import dataclass

DATE = "2026-11-30"
"""The day on which the prices and quotas were looked up, in copies of AWS's pages; `Price.source` has today's."""
GB = 10**9
MONTH_HOURS = 730
MB_PER_PROCESSOR = 1769
"""Memory with which a function has one whole processor."""


@dataclass(frozen=True)
class Price:
    """The price of one unit."""

    service: str
    unit: str
    dollars: float
    source: str


@dataclass(frozen=True)
class Quota:
    """A limit per second, and the units that it counts."""

    name: str
    unit: str
    per_second: float
    change: str
    """The change that lifts it."""


def _aws(service: str, unit: str, dollars: float, page: str) -> Price:
    return Price(service, unit, dollars, f"https://aws.amazon.com/{page}/pricing/")


PRICES = {
    price.unit: price
    for price in (
        _aws("API Gateway", "requests to a REST API", 3.5e-6, "api-gateway"),
        _aws("Lambda", "invocations", 0.2e-6, "lambda"),
        _aws("Lambda", "GB-seconds, arm64", 0.0000133334, "lambda"),
        _aws("DynamoDB", "write request units", 0.625e-6, "dynamodb"),
        _aws("DynamoDB", "read request units", 0.125e-6, "dynamodb"),
        _aws("SNS", "FIFO publish requests", 0.3e-6, "sns"),
        _aws("SNS", "FIFO bytes published", 0.017 / GB, "sns"),
        _aws("SNS", "FIFO messages of subscriptions", 0.01e-6, "sns"),
        _aws("SNS", "FIFO bytes of subscriptions", 0.001 / GB, "sns"),
        _aws("SQS", "FIFO requests", 0.5e-6, "sqs"),
        _aws("Kinesis", "bytes written, on demand", 0.08 / GB, "kinesis/data-streams"),
        _aws("Kinesis", "bytes read, on demand", 0.04 / GB, "kinesis/data-streams"),
        _aws("Firehose", "bytes from a stream", 0.029 / GB, "firehose"),
        _aws("SES", "emails", 1e-4, "ses"),
        _aws("CloudWatch", "bytes of logs", 0.5 / GB, "cloudwatch"),
        _aws("X-Ray", "traces", 5e-6, "xray"),
        _aws("Cognito", "reads of the user pool", 0, "cognito"),
    )
}
BALANCER_HOUR = _aws("Elastic Load Balancing", "hours of a load balancer", 0.0225, "elasticloadbalancing")
CAPACITY_UNIT_HOUR = _aws("Elastic Load Balancing", "hours of a capacity unit", 0.008, "elasticloadbalancing")
BALANCER_DATE = "2026-09-20"
"""The date of the copy of AWS's page that has these two."""
IDLE = {
    "Kinesis: one stream, on demand": 0.04 * MONTH_HOURS,
    "CloudWatch: an alarm": 0.10,
    "SQS: the polling of an empty FIFO queue": 5 * 3 * 60 * MONTH_HOURS * PRICES["FIFO requests"].dollars,
    "Lambda: a sweeper's run every minute": 60 * MONTH_HOURS * 0.2e-6,
}
"""Dollars a month, however few orders there are. Lambda polls a queue with five connections, each for 20 s."""
QUOTAS = (
    Quota("SES: 50,000 emails a day", "emails", 50_000 / 86_400, "raise the sending quota before opening the shop"),
    Quota("Cognito: reads of users", "reads of the user pool", 120, "raise the quota; or trust the profile"),
    Quota("the template's throttle of an operation", "orders", 200, "raise `ThrottlingRateLimit` in template.yaml"),
    Quota("DynamoDB: writes of one item", "writes of the dearest item", 1_000, "shard the stock of a hot product"),
    Quota("DynamoDB: one partition of `by-owner`", "writes of the products' list", 1_000, "shard the list's key"),
    Quota("Lambda: 1,000 at once", "seconds in functions", 1_000, "raise the quota of concurrent executions"),
    Quota("DynamoDB: a new table on demand", "write units of one table", 4_000, "set `WarmThroughput` before the sale"),
    Quota("Kinesis: a new stream on demand", "records", 4_000, "none: it doubles by itself within the day"),
    Quota("API Gateway: the account's requests", "requests to a REST API", 10_000, "raise the quota"),
    Quota("SNS: messages of the account", "messages published", 30_000, "raise the quota"),
    Quota("DynamoDB: a table's quota", "write units of one table", 40_000, "raise the quota"),
)
