"""The demo users of a disposable environment: a customer and a member of staff who can sign in.

Their passwords are generated and stored encrypted in the environment's own cloud: to read that parameter is to be
allowed to sign in as them. They are removed with the environment.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Literal, get_args

from botocore.exceptions import ClientError

from souk.base.errors import SoukError
from souk.cloud.naming import NEVER_REMOVED
from souk.cloud.outputs import Person

if TYPE_CHECKING:
    from souk.cloud.environment import Environment

Role = Literal["customer", "staff"]
ROLES: tuple[Role, ...] = get_args(Role)


def read(environment: Environment) -> dict[str, Person]:
    """The demo users by role; none where there are none, or where the caller may not read their passwords."""
    ssm = environment.aws.ssm
    try:
        value = ssm.get_parameter(Name=_parameter(environment), WithDecryption=True)["Parameter"]["Value"]
    except ssm.exceptions.ParameterNotFound:
        return {}
    except ClientError as error:
        if error.response["Error"]["Code"] == "AccessDeniedException":
            return {}
        raise
    return {role: Person(**person) for role, person in json.loads(value).items()}


def ensure(environment: Environment) -> dict[str, Person]:
    """The demo users, with passwords generated if there are none yet; a protected environment never has any."""
    if _is_protected(environment):
        environment.demo_users = {}
    elif not environment.demo_users:
        _write(environment, {role: Person(f"{role}@{environment.name}.souk.example", _password()) for role in ROLES})
    return environment.demo_users


def copy(source: Environment, target: Environment) -> None:
    """Give a copied environment the demo users of its source, with passwords of its own."""
    people = {role: replace(person, password=_password()) for role, person in source.demo_users.items()}
    if people and not _is_protected(target):
        _write(target, people)
        enroll(target)


def enroll(environment: Environment) -> int:
    """Create the accounts that are missing in the user pool, and set the passwords; returns how many were created."""
    created, cognito, pool = 0, environment.aws.cognito, environment.outputs.user_pool_id
    for role, person in environment.demo_users.items():
        if not _exists(environment, person):
            cognito.admin_create_user(
                UserPoolId=pool,
                Username=person.username,
                MessageAction="SUPPRESS",
                UserAttributes=[
                    {"Name": "email", "Value": person.username},
                    {"Name": "email_verified", "Value": "true"},
                ],
            )
            created += 1
        # Also for existing accounts: their passwords may have been generated again since.
        cognito.admin_set_user_password(
            UserPoolId=pool, Username=person.username, Password=person.password, Permanent=True
        )
        if role == "staff":
            cognito.admin_add_user_to_group(UserPoolId=pool, Username=person.username, GroupName="staff")
    return created


def require(environment: Environment, role: Role) -> Person:
    """The demo user of a role."""
    person = environment.demo_users.get(role)
    if person is None:
        raise SoukError(f"environment `{environment.name}` has no demo {role} for you", _remedy(environment))
    return person


def access_token(environment: Environment, role: Role) -> str:
    """Sign in, and return the access token for the APIs."""
    person, cognito = require(environment, role), environment.aws.cognito
    try:
        response = cognito.initiate_auth(
            ClientId=environment.outputs.user_pool_client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": person.username, "PASSWORD": person.password},
        )
    except cognito.exceptions.NotAuthorizedException as error:
        raise SoukError(f"the demo {role} cannot sign in to `{environment.name}`", _remedy(environment)) from error
    return response["AuthenticationResult"]["AccessToken"]


def _remedy(environment: Environment) -> str:
    if environment.is_local:
        return f"seed it again: `souk up --env {environment.name}`"
    parameter = _parameter(environment)
    return f"unprotected clones on AWS have demo users; ask for the right to read the parameter {parameter}"


def _is_protected(environment: Environment) -> bool:
    """Protected environments must not have demo accounts."""
    stack = environment.find_stack()
    is_production = not environment.is_local and environment.name in NEVER_REMOVED
    return is_production or (stack is not None and stack.is_protected)


def _exists(environment: Environment, person: Person) -> bool:
    try:
        environment.aws.cognito.admin_get_user(UserPoolId=environment.outputs.user_pool_id, Username=person.username)
    except ClientError as error:
        if error.response["Error"]["Code"] == "UserNotFoundException":
            return False
        raise
    return True


def _parameter(environment: Environment) -> str:
    """Named after the environment, so that `souk env rm` removes it."""
    return f"/{environment.stack_name}/people"


def _write(environment: Environment, people: dict[str, Person]) -> None:
    value = json.dumps({role: asdict(person) for role, person in people.items()})
    environment.aws.ssm.put_parameter(Name=_parameter(environment), Value=value, Type="SecureString", Overwrite=True)
    environment.demo_users = people


def _password() -> str:
    """The suffix satisfies every password policy: lower and upper case, a digit, a symbol."""
    return secrets.token_urlsafe(15) + "aA1!"
