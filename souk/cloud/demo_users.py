"""The demo people of an environment that may be thrown away: a customer and a member of staff who can sign in.

Their passwords are made up, and kept encrypted in the cloud that holds the environment: whoever may read them there can
be them, and they go with it. Whoever works on something precious has an account of their own.
"""

import json
import secrets
from dataclasses import asdict, replace
from typing import Literal, get_args

from botocore.exceptions import ClientError

from souk.base.errors import SoukError
from souk.cloud import stack
from souk.cloud.clients import Aws
from souk.cloud.naming import NEVER_REMOVED
from souk.cloud.outputs import Outputs, Person

Role = Literal["customer", "staff"]
ROLES: tuple[Role, ...] = get_args(Role)


def known(aws: Aws, env: str) -> dict[str, Person]:
    """The demo people of an environment; none where it has none, or who asks may not read of them."""
    try:
        kept = aws.ssm.get_parameter(Name=_place(env), WithDecryption=True)["Parameter"]["Value"]
    except aws.ssm.exceptions.ParameterNotFound:
        return {}
    except ClientError as error:
        if error.response["Error"]["Code"] == "AccessDeniedException":
            return {}
        raise
    return {role: Person(**person) for role, person in json.loads(kept).items()}


def keep(aws: Aws, env: str) -> dict[str, Person]:
    """The same, made up if there are none yet; but a precious environment never gets any."""
    if _is_precious(aws, env):
        return {}
    people = known(aws, env)
    if not people:
        people = {role: Person(f"{role}@{env}.souk.example", _password()) for role in ROLES}
        _write(aws, env, people)
    return people


def adopt(aws: Aws, source: str, outputs: Outputs) -> None:
    """The demo people of a copied environment: those of the original, with passwords of their own."""
    people = {role: replace(person, password=_password()) for role, person in known(aws, source).items()}
    if people and not _is_precious(aws, outputs.env):
        _write(aws, outputs.env, people)
        enrol(aws, replace(outputs, demo=people))


def enrol(aws: Aws, outputs: Outputs) -> int:
    """Make sure the people can sign in; says how many had to be created."""
    created = 0
    for role, person in outputs.demo.items():
        if not _exists(aws, outputs.user_pool_id, person):
            aws.cognito.admin_create_user(
                UserPoolId=outputs.user_pool_id,
                Username=person.username,
                MessageAction="SUPPRESS",
                UserAttributes=[
                    {"Name": "email", "Value": person.username},
                    {"Name": "email_verified", "Value": "true"},
                ],
            )
            created += 1
        # Also of those who are there: their password may have been made anew since.
        aws.cognito.admin_set_user_password(
            UserPoolId=outputs.user_pool_id, Username=person.username, Password=person.password, Permanent=True
        )
        if role == "staff":
            aws.cognito.admin_add_user_to_group(
                UserPoolId=outputs.user_pool_id, Username=person.username, GroupName="staff"
            )
    return created


def named(outputs: Outputs, role: Role) -> Person:
    """The demo person of a role."""
    person = outputs.demo.get(role)
    if person is None:
        raise SoukError(f"environment `{outputs.env}` has no demo {role} for you", _remedy(outputs))
    return person


def access_token(aws: Aws, outputs: Outputs, role: Role) -> str:
    """Sign in, and return the token that the APIs take."""
    person = named(outputs, role)
    try:
        answer = aws.cognito.initiate_auth(
            ClientId=outputs.user_pool_client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": person.username, "PASSWORD": person.password},
        )
    except aws.cognito.exceptions.NotAuthorizedException as error:
        raise SoukError(f"the demo {role} cannot sign in to `{outputs.env}`", _remedy(outputs)) from error
    return answer["AuthenticationResult"]["AccessToken"]


def _remedy(outputs: Outputs) -> str:
    if outputs.endpoint_url:
        return f"seed it again: `souk up --env {outputs.env}`"
    return f"clones on AWS have them, unless protected; to be them is to read the parameter {_place(outputs.env)}"


def _is_precious(aws: Aws, env: str) -> bool:
    """Nobody may get in there by a password that was made up for a demonstration."""
    found = stack.find(aws, env)
    return (found is not None and found.is_protected) or (aws.endpoint_url is None and env in NEVER_REMOVED)


def _exists(aws: Aws, pool: str, person: Person) -> bool:
    try:
        aws.cognito.admin_get_user(UserPoolId=pool, Username=person.username)
    except ClientError as error:
        if error.response["Error"]["Code"] == "UserNotFoundException":
            return False
        raise
    return True


def _place(env: str) -> str:
    """Named after the environment, so that `souk env rm` finds it like everything else."""
    return f"/{stack.name_of(env)}/people"


def _write(aws: Aws, env: str, people: dict[str, Person]) -> None:
    value = json.dumps({role: asdict(person) for role, person in people.items()})
    aws.ssm.put_parameter(Name=_place(env), Value=value, Type="SecureString", Overwrite=True)


def _password() -> str:
    """The ending satisfies any password policy: lower and upper case, a digit, a sign."""
    return secrets.token_urlsafe(15) + "aA1!"
