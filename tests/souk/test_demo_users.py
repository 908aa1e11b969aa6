"""The demo people: where they may be, who knows their passwords, and that they can sign in."""

import pytest

from souk.base.errors import SoukError
from souk.cloud import demo_users, outputs, seed
from tests.souk.fake_storage import FakeParameters
from tests.souk.fakes import TOLD, FakePool, FakeStacks, cloud_of

PLACE = "/souk-pr-7/people"


@pytest.fixture
def parameters():
    return FakeParameters()


@pytest.fixture
def stacks():
    found = FakeStacks()
    found.add("pr-7", outputs=TOLD)
    return found


@pytest.fixture
def pool():
    return FakePool()


@pytest.fixture(params=["http://127.0.0.1:1", None], ids=["here", "on AWS"])
def aws(request, stacks, parameters, pool):
    return cloud_of(request.param, cloudformation=stacks, ssm=parameters, cognito=pool)


@pytest.fixture
def on_aws(stacks, parameters, pool):
    return cloud_of(None, cloudformation=stacks, ssm=parameters, cognito=pool)


def facts(aws, found):
    return outputs.read(aws, "pr-7", found)


def test_passwords_are_made_once_and_differ(aws, stacks):
    stacks.add("two", outputs=TOLD)

    first = demo_users.keep(aws, "pr-7")

    assert demo_users.keep(aws, "pr-7") == demo_users.known(aws, "pr-7") == first
    assert set(first) == {"customer", "staff"}
    passwords = {person.password for env in ("pr-7", "two") for person in demo_users.keep(aws, env).values()}
    assert len(passwords) == 4


def test_they_are_kept_encrypted_under_the_environments_name(aws, parameters):
    demo_users.keep(aws, "pr-7")

    assert parameters.encrypted == set(parameters.values) == {PLACE}


def test_everybody_who_works_there_signs_them_in(aws):
    demo_users.enrol(aws, facts(aws, demo_users.keep(aws, "pr-7")))

    known = facts(aws, demo_users.known(aws, "pr-7"))

    assert demo_users.access_token(aws, known, "customer") == "token of customer@pr-7.souk.example"
    assert demo_users.access_token(aws, known, "staff") == "token of staff@pr-7.souk.example"


def test_only_the_member_of_staff_is_in_the_group_of_staff(aws, pool):
    assert demo_users.enrol(aws, facts(aws, demo_users.keep(aws, "pr-7"))) == 2

    assert pool.staff == {"staff@pr-7.souk.example"}


def test_a_password_that_got_lost_is_made_anew(aws, parameters):
    demo_users.enrol(aws, facts(aws, demo_users.keep(aws, "pr-7")))
    parameters.values.clear()

    again = facts(aws, demo_users.keep(aws, "pr-7"))

    assert demo_users.enrol(aws, again) == 0
    assert demo_users.access_token(aws, again, "staff")


def test_a_protected_environment_never_gets_any_and_is_not_seeded(aws, stacks, parameters, pool):
    stacks.add("pr-7", outputs=TOLD, protect="true")

    found = demo_users.keep(aws, "pr-7")

    assert found == {}
    assert str(seed.seed(aws, facts(aws, found))) == "nothing: a protected environment gets no demo users"
    assert (parameters.values, pool.passwords) == ({}, {})


@pytest.mark.parametrize("env", ["prod", "production"])
def test_nor_does_prod_on_aws_whatever_its_parameters_say(on_aws, stacks, parameters, env):
    stacks.add(env, outputs=TOLD)

    assert (demo_users.keep(on_aws, env) == {}) == (env == "prod")


def test_a_copy_of_people_has_passwords_of_its_own(aws, stacks, pool):
    stacks.add("dev", outputs=TOLD)
    original = demo_users.keep(aws, "dev")

    demo_users.adopt(aws, "dev", facts(aws, {}))

    copied = demo_users.known(aws, "pr-7")
    assert {role: person.username for role, person in copied.items()} == {
        role: person.username for role, person in original.items()
    }
    assert not {person.password for person in copied.values()} & {person.password for person in original.values()}
    assert pool.passwords["staff@dev.souk.example"] == copied["staff"].password


def test_a_copy_of_what_has_none_or_that_is_protected_gets_none(aws, stacks, parameters, pool):
    stacks.add("dev", outputs=TOLD)
    demo_users.adopt(aws, "dev", facts(aws, {}))
    demo_users.keep(aws, "dev")
    stacks.add("pr-7", outputs=TOLD, protect="true")

    demo_users.adopt(aws, "dev", facts(aws, {}))

    assert PLACE not in parameters.values
    assert pool.passwords == {}


def test_who_may_not_read_passwords_still_reads_addresses_and_learns_who_may(on_aws, parameters):
    demo_users.keep(on_aws, "pr-7")
    parameters.refuses = "AccessDeniedException"

    known = facts(on_aws, demo_users.known(on_aws, "pr-7"))

    assert known.apis
    with pytest.raises(SoukError, match="environment `pr-7` has no demo customer for you") as refused:
        demo_users.access_token(on_aws, known, "customer")
    assert PLACE in refused.value.hint


def test_no_report_and_no_screen_shows_a_password_that_is_worth_something(on_aws):
    known = facts(on_aws, demo_users.keep(on_aws, "pr-7"))
    password = known.demo["staff"].password

    assert known.as_json()["demo"]["staff"]["password"] == password
    assert password not in repr(known)
    assert password not in str(outputs.as_lines(known))
    assert ("staff", "staff@pr-7.souk.example  (password: --json)") in outputs.as_lines(known)
