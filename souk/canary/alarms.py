"""What an alarm of CloudWatch's watches, and whether the numbers since a moment would make it ring."""

import operator
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from souk.base.errors import SoukError
from souk.cloud.clients import Aws

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


def ringing(aws: Aws, alarms: Sequence[str], since: datetime) -> str | None:
    """Why one of the alarms rings, or None. Each is judged by its own definition, on what was measured since.

    The alarms' own states don't serve here: the local cloud throws the numbers of all functions together.
    """
    described = aws.client("cloudwatch").describe_alarms(AlarmNames=[*alarms])["MetricAlarms"]
    if missing := set(alarms) - {alarm["AlarmName"] for alarm in described}:
        raise SoukError(f"there is no alarm {', '.join(sorted(missing))}", "`souk up` makes it")
    for alarm in described:
        statistic, threshold = alarm["Statistic"], alarm["Threshold"]
        measured = aws.client("cloudwatch").get_metric_statistics(
            Namespace=alarm["Namespace"],
            MetricName=alarm["MetricName"],
            Dimensions=alarm["Dimensions"],
            StartTime=since,
            EndTime=datetime.now(UTC) + timedelta(seconds=1),
            Period=alarm["Period"],
            Statistics=[statistic],
        )["Datapoints"]
        beyond = COMPARISONS[alarm["ComparisonOperator"]]
        bad = [point[statistic] for point in measured if beyond(point[statistic], threshold)]
        if len(bad) >= alarm.get("DatapointsToAlarm", alarm["EvaluationPeriods"]):
            return f"{alarm['AlarmName']} rings: {alarm['MetricName']} {max(bad):g} in {alarm['Period']} s"
    return None
