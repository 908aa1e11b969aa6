"""The replicas of global tables that AWS refuses and MiniStack takes."""

import pytest

from souk.local.dynamodb import GlobalTables

HOME = "us-east-1"


class Dynamo:
    """MiniStack's module, as far as it is asked."""

    def get_region(self):
        return HOME


def check(*regions):
    GlobalTables(Dynamo()).check({"Replicas": [{"Region": region} for region in regions]})


def test_a_table_has_its_own_region_and_others():
    check(HOME)
    check(HOME, "eu-west-1", "us-gov-west-1")


@pytest.mark.parametrize(
    ("regions", "reason"),
    [
        (["eu-west-1"], "must include the region of the stack"),
        ([HOME, "eu-west-1", "eu-west-1"], "a region twice"),
        ([HOME, "ReplicaRegions-has-more-than-three"], "ReplicaRegions-has-more-than-three is no region"),
    ],
)
def test_other_replicas_are_refused_with_the_reason(regions, reason):
    with pytest.raises(ValueError, match=reason):
        check(*regions)
