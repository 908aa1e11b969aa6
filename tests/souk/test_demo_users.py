"""The demo users: where they exist, who can read their passwords, and that they can sign in."""

from dataclasses import replace

import pytest

from souk.base.errors import SoukError
from souk.cloud import demo_users, seed
from tests.fake_environment import LOCAL, OUTPUTS, FakeEnvironment, stack
from tests.souk.fake_storage import FakeParameters
from tests.souk.fakes import FakePool

PARAMETER = "/souk-pr-7/people"


@pytest.fixture
def parameters():
    return FakeParameters()


@pytest.fixture
def pool():
    return FakePool()


@pytest.fixture
def make(parameters, pool):
    """An environment in the cloud of these fakes."""

    def make(name="pr-7", endpoint_url=LOCAL, protect="false"):
        stacks = [stack(name, outputs=OUTPUTS, parameters={"Protect": protect})]
        return FakeEnvironment(name, stacks=stacks, endpoint_url=endpoint_url, ssm=parameters, cognito=pool)

    return make


@pytest.fixture(params=[LOCAL, None], ids=["here", "on AWS"])
def environment(request, make):
    return make(endpoint_url=request.param)


@pytest.fixture
def on_aws(make):
    return make(endpoint_url=None)


def test_passwords_are_generated_once_and_differ(environment, make):
    first = demo_users.ensure(environment)

    assert demo_users.ensure(make()) == demo_users.read(make()) == first
    assert set(first) == {"customer", "staff"}
    passwords = {user.password for env in ("pr-7", "two") for user in demo_users.ensure(make(env)).values()}
    assert len(passwords) == 4


def test_they_are_stored_encrypted_under_the_environments_name(environment, parameters):
    demo_users.ensure(environment)

    assert parameters.encrypted == set(parameters.values) == {PARAMETER}


def test_every_developer_can_sign_them_in(environment, make):
    demo_users.ensure(environment)
    demo_users.enroll(environment)

    assert demo_users.access_token(make(), "customer") == "token of customer@pr-7.souk.example"
    assert demo_users.access_token(make(), "staff") == "token of staff@pr-7.souk.example"


def test_only_the_member_of_staff_is_in_the_group_of_staff(environment, pool):
    demo_users.ensure(environment)

    assert demo_users.enroll(environment) == 2
    assert pool.staff == {"staff@pr-7.souk.example"}


def test_a_lost_password_is_replaced(environment, make, parameters):
    demo_users.ensure(environment)
    demo_users.enroll(environment)
    parameters.values.clear()

    environment = make()
    demo_users.ensure(environment)

    assert demo_users.enroll(environment) == 0
    assert demo_users.access_token(environment, "staff")


def test_a_protected_environment_never_has_any_and_is_not_seeded(make, parameters, pool):
    environment = make(protect="true")

    assert demo_users.ensure(environment) == {}
    assert str(seed.seed(environment)) == "nothing: a protected environment gets no demo users"
    assert (parameters.values, pool.passwords) == ({}, {})


@pytest.mark.parametrize("env", ["prod", "production"])
def test_nor_does_prod_on_aws_whatever_its_parameters_say(make, env):
    assert (demo_users.ensure(make(env, endpoint_url=None)) == {}) == (env == "prod")


def test_copied_demo_users_have_passwords_of_their_own(environment, make, pool):
    original = demo_users.ensure(make("dev"))

    demo_users.copy(make("dev"), environment)

    copied = demo_users.read(make())
    assert {role: user.username for role, user in copied.items()} == {
        role: user.username for role, user in original.items()
    }
    assert not {user.password for user in copied.values()} & {user.password for user in original.values()}
    assert pool.passwords["staff@dev.souk.example"] == copied["staff"].password


def test_a_copy_of_an_environment_without_any_or_a_protected_copy_has_none(make, parameters, pool):
    demo_users.copy(make("dev"), make())
    demo_users.ensure(make("dev"))

    demo_users.copy(make("dev"), make(protect="true"))

    assert PARAMETER not in parameters.values
    assert pool.passwords == {}


def test_a_caller_without_the_right_to_the_passwords_reads_addresses_and_learns_which_right(on_aws, make, parameters):
    demo_users.ensure(on_aws)
    parameters.refuses = "AccessDeniedException"

    assert make(endpoint_url=None).outputs.apis
    with pytest.raises(SoukError, match="environment `pr-7` has no demo customer for you") as refused:
        demo_users.access_token(make(endpoint_url=None), "customer")
    assert PARAMETER in refused.value.hint


def test_no_report_and_no_screen_shows_a_password_that_protects_something(on_aws):
    facts = replace(on_aws.outputs, demo=demo_users.ensure(on_aws))
    password = facts.demo["staff"].password

    assert facts.as_json()["demo"]["staff"]["password"] == password
    assert password not in repr(facts)
    assert password not in str(facts.as_lines())
    assert ("staff", "staff@pr-7.souk.example  (password: --json)") in facts.as_lines()
