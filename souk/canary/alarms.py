"""CloudWatch alarms, evaluated on the metrics since a moment."""

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


def alarm_firing(aws: Aws, alarm_names: Sequence[str], since: datetime) -> str | None:
    """The reason why one of the alarms fires, or None, by its own definition and the metrics since a moment.

    The alarms' own states are useless here: the local cloud mixes the metrics of all functions.
    """
    alarms = aws.client("cloudwatch").describe_alarms(AlarmNames=[*alarm_names])["MetricAlarms"]
    if missing := set(alarm_names) - {alarm["AlarmName"] for alarm in alarms}:
        raise SoukError(f"there is no alarm {', '.join(sorted(missing))}", "`souk up` creates it")
    for alarm in alarms:
        statistic, threshold = alarm["Statistic"], alarm["Threshold"]
        datapoints = aws.client("cloudwatch").get_metric_statistics(
            Namespace=alarm["Namespace"],
            MetricName=alarm["MetricName"],
            Dimensions=alarm["Dimensions"],
            StartTime=since,
            EndTime=datetime.now(UTC) + timedelta(seconds=1),
            Period=alarm["Period"],
            Statistics=[statistic],
        )["Datapoints"]
        breaches = COMPARISONS[alarm["ComparisonOperator"]]
        breaching = [point[statistic] for point in datapoints if breaches(point[statistic], threshold)]
        if len(breaching) >= alarm.get("DatapointsToAlarm", alarm["EvaluationPeriods"]):
            return f"{alarm['AlarmName']} fired: {alarm['MetricName']} {max(breaching):g} in {alarm['Period']} s"
    return None
