"""The demo people of a local environment: a customer and a member of staff who can sign in."""

import secrets
from typing import Literal

from botocore.exceptions import ClientError

from souk.aws import Aws
from souk.errors import SoukError
from souk.outputs import Outputs, Person
from souk.places import Places, read_json, write_json

Role = Literal["customer", "staff"]
NAMES: dict[Role, str] = {"customer": "Mira Lindqvist", "staff": "Tariq Osei"}


def keep(places: Places, env: str) -> dict[str, Person]:
    """The people of an environment, with passwords made up once and kept in the state folder."""
    file = places.environment_file(env)
    kept = read_json(file)
    if "people" not in kept:
        kept["people"] = {role: _make(role, env) for role in NAMES}
        write_json(file, kept)
    return {role: Person(**person) for role, person in kept["people"].items()}


def adopt(places: Places, aws: Aws, source: str, outputs: Outputs) -> None:
    """The demo people of a copied environment: those of the original, with passwords of their own."""
    kept = read_json(places.environment_file(source)).get("people", {})
    own = {role: {**_make(role, outputs.env), "username": kept[role]["username"]} for role in NAMES if role in kept}
    write_json(places.environment_file(outputs.env), {"people": own})
    for person in own.values():
        aws.cognito.admin_set_user_password(
            UserPoolId=outputs.user_pool_id, Username=person["username"], Password=person["password"], Permanent=True
        )


def enrol(aws: Aws, outputs: Outputs) -> int:
    """Make sure the people can sign in; says how many had to be created."""
    created = 0
    for role, person in outputs.demo.items():
        if _exists(aws, outputs.user_pool_id, person):
            continue
        aws.cognito.admin_create_user(
            UserPoolId=outputs.user_pool_id,
            Username=person.username,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "email", "Value": person.username},
                {"Name": "email_verified", "Value": "true"},
            ],
        )
        aws.cognito.admin_set_user_password(
            UserPoolId=outputs.user_pool_id, Username=person.username, Password=person.password, Permanent=True
        )
        if role == "staff":
            aws.cognito.admin_add_user_to_group(
                UserPoolId=outputs.user_pool_id, Username=person.username, GroupName="staff"
            )
        created += 1
    return created


def named(outputs: Outputs, role: Role) -> Person:
    """The demo person of a role."""
    person = outputs.demo.get(role)
    if person is None:
        raise SoukError(f"environment `{outputs.env}` has no demo {role}", f"seed it: `souk up --env {outputs.env}`")
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
        raise SoukError(
            f"the demo {role} cannot sign in to `{outputs.env}`", f"seed it again: `souk up --env {outputs.env}`"
        ) from error
    return answer["AuthenticationResult"]["AccessToken"]


def _exists(aws: Aws, pool: str, person: Person) -> bool:
    try:
        aws.cognito.admin_get_user(UserPoolId=pool, Username=person.username)
    except ClientError as error:
        if error.response["Error"]["Code"] == "UserNotFoundException":
            return False
        raise
    return True


def _make(role: Role, env: str) -> dict[str, str]:
    """The ending satisfies any password policy: lower and upper case, a digit, a sign."""
    return {"username": f"{role}@{env}.souk.example", "password": secrets.token_urlsafe(15) + "aA1!"}
