"""`souk outputs --shell`: the variables of a shell after it."""

import subprocess
from dataclasses import replace

import pytest

from souk.cloud import shell_variables
from souk.cloud.outputs import Outputs, Person
from tests.fake_environment import FakeEnvironment


@pytest.fixture
def outputs() -> Outputs:
    return replace(FakeEnvironment().outputs, demo={"staff": Person("tariq", "a secret")})


def evaluated(script: str, **shell: str) -> dict[str, str]:
    """The variables of a shell that has evaluated it."""
    done = subprocess.run(["bash", "-c", f"{script}env"], env={"PATH": "/usr/bin:/bin", **shell}, capture_output=True)
    return dict(line.split("=", 1) for line in done.stdout.decode().splitlines() if "=" in line)


def test_a_shell_speaks_to_the_local_cloud_whatever_account_it_had_before(outputs: Outputs) -> None:
    odd = replace(outputs, topic_arn="it's $(odd)")

    shell = evaluated(shell_variables.as_script(odd), AWS_PROFILE="mine", AWS_SECRET_ACCESS_KEY="mine")

    assert (shell["AWS_ENDPOINT_URL"], shell["AWS_SECRET_ACCESS_KEY"]) == (outputs.endpoint_url, "test")
    assert "AWS_PROFILE" not in shell
    assert (shell["SOUK_ENV"], shell["SOUK_APIS_ORDERS_V2"]) == ("dev", "url-of-orders-v2")
    assert shell["SOUK_TOPIC_ARN"] == "it's $(odd)"


def test_on_aws_the_keys_stay_those_of_the_shell(outputs: Outputs) -> None:
    script = shell_variables.as_script(replace(outputs, endpoint_url=None))

    shell = evaluated(script, AWS_PROFILE="mine", AWS_ENDPOINT_URL="http://127.0.0.1:4566")

    assert shell["AWS_PROFILE"] == "mine"
    assert {"AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "SOUK_ENV"} & shell.keys() == set()
    assert shell["SOUK_TABLES_ORDERS"] == "tablename-of-orders"


def test_no_password_is_among_them(outputs: Outputs) -> None:
    assert "secret" not in shell_variables.as_script(outputs).replace("AWS_SECRET_ACCESS_KEY", "")
