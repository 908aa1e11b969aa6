"""Cognito's differences in MiniStack. Runs inside MiniStack's own Python: standard library only.

- It changes a user's address at once, leaves it marked as verified, and has no VerifyUserAttribute. On AWS, and here,
  the old one stays until the new one is verified, for each attribute that a pool lists in
  AttributesRequireVerificationBeforeUpdate. The code is always the same.
- It lets users mark their own address as verified.
- It leaves the address of a user who confirmed the sign-up unverified. On AWS the code proves the attributes that the
  pool lists in AutoVerifiedAttributes.
"""

from http import HTTPStatus
from typing import Any

CODE = "123456"
PENDING = "_pending_attributes"
"""The key of the unverified attributes in a user's record, saved with it."""
MEDIA = {"email": "EMAIL", "phone_number": "SMS"}
WRITERS = {"SignUp", "UpdateUserAttributes"}

Response = Any  # MiniStack's: status, headers, body


def correct(cognito: Any) -> None:
    """Make all corrections in MiniStack's module."""
    dispatch, verification = cognito._dispatch_idp, Verification(cognito)
    handlers = {"UpdateUserAttributes": verification.update, "VerifyUserAttribute": verification.verify}
    cognito._UNSIGNED_IDP_ACTIONS.add("VerifyUserAttribute")

    async def dispatch_or_verify(action: str, data: dict[str, Any]) -> Any:
        if action in WRITERS and any(name.endswith("_verified") for name in _attributes(data)):
            message = "A client attempted to write unauthorized attribute"
            return cognito.error_response_json("NotAuthorizedException", message, 400)
        if action in handlers:
            return cognito._run_idp_handler(handlers[action], action, data)
        response = await dispatch(action, data)
        if action == "ConfirmSignUp" and response[0] == HTTPStatus.OK:
            verification.confirm(data)
        return response

    cognito._dispatch_idp = dispatch_or_verify


class Verification:
    """The operations of Cognito that change a user's own attributes or verify them."""

    def __init__(self, cognito: Any) -> None:
        self._cognito, self._update = cognito, cognito._update_user_attributes

    def confirm(self, data: dict[str, Any]) -> None:
        """ConfirmSignUp succeeded: mark the attributes that its code verifies."""
        pools = self._cognito._user_pools.values()
        pool = next(pool for pool in pools if data.get("ClientId") in pool["_clients"])
        user, _ = self._cognito._resolve_user(pool, data["Username"])
        attributes = _named(user["Attributes"])
        verified = {
            f"{name}_verified": "true" for name in pool.get("AutoVerifiedAttributes") or [] if name in attributes
        }
        user["Attributes"] = self._cognito._dict_to_attr_list(attributes | verified)

    def update(self, data: dict[str, Any]) -> Response:
        """UpdateUserAttributes: hold back attributes that must be verified first, change the others."""
        user, pool = self._cognito._user_pool_for_access_token(data.get("AccessToken"))
        settings = (pool or {}).get("UserAttributeUpdateSettings") or {}
        guarded = settings.get("AttributesRequireVerificationBeforeUpdate") or []
        current = _named((user or {}).get("Attributes", []))
        requested = _attributes(data)
        pending = {name: value for name, value in requested.items() if name in guarded and current.get(name) != value}
        if any(self._is_taken(pool, user, value) for value in pending.values()):
            return self._taken()
        others = [attribute for attribute in data.get("UserAttributes", []) if attribute["Name"] not in pending]
        response = self._update({**data, "UserAttributes": others})
        if not pending:
            return response
        user[PENDING] = user.get(PENDING, {}) | pending
        details = [
            {"AttributeName": name, "DeliveryMedium": MEDIA[name], "Destination": f"{value[:1]}***"}
            for name, value in pending.items()
        ]
        return self._cognito.json_response({"CodeDeliveryDetailsList": details})

    def verify(self, data: dict[str, Any]) -> Response:
        """VerifyUserAttribute: apply the attribute that was held back, or mark the current one as verified."""
        user, pool = self._cognito._user_pool_for_access_token(data.get("AccessToken"))
        if user is None:
            return self._update(data)  # returns the error of the token
        name = data.get("AttributeName", "")
        value = user.get(PENDING, {}).get(name) or _named(user["Attributes"]).get(name)
        if error := self._cognito._code_error(CODE if value and name in MEDIA else None, data.get("Code")):
            return error
        if self._is_taken(pool, user, value):
            return self._taken()
        user.get(PENDING, {}).pop(name, None)
        verified = [{"Name": name, "Value": value}, {"Name": f"{name}_verified", "Value": "true"}]
        return self._update({**data, "UserAttributes": verified})

    def _is_taken(self, pool: Any, user: Any, value: str | None) -> bool:
        other, _ = self._cognito._resolve_user(pool, value)
        return other is not None and other is not user

    def _taken(self) -> Response:
        message = "An account with the email already exists."
        return self._cognito.error_response_json("AliasExistsException", message, 400)


def _attributes(data: dict[str, Any]) -> dict[str, str]:
    return _named(data.get("UserAttributes") or [])


def _named(attributes: list[dict[str, str]]) -> dict[str, str]:
    return {attribute["Name"]: attribute.get("Value", "") for attribute in attributes}
