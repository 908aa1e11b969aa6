"""Keeps a user's address until the new one is verified. Runs inside MiniStack's own Python: nothing but the standard
library.

Cognito does so for each attribute that a pool names in AttributesRequireVerificationBeforeUpdate. MiniStack changes it
at once, though it stays marked as verified, and it knows no VerifyUserAttribute. It sends no codes: its code is always
the same.
"""

from typing import Any

CODE = "123456"
PENDING = "_pending_attributes"
"""Where a user's record keeps what is not verified yet; saved with it."""
MEDIA = {"email": "EMAIL", "phone_number": "SMS"}
WRITERS = {"SignUp", "UpdateUserAttributes"}

Answer = Any  # MiniStack's: status, headers, body


def keep_until_verified(cognito: Any) -> None:
    """Have MiniStack's Cognito (its module) hold unverified attributes back."""
    dispatch, own = cognito._dispatch_idp, Verification(cognito)
    handlers = {"UpdateUserAttributes": own.update, "VerifyUserAttribute": own.verify}
    cognito._UNSIGNED_IDP_ACTIONS.add("VerifyUserAttribute")

    async def dispatch_or_verify(action: str, data: dict[str, Any]) -> Any:
        if action in WRITERS and any(name.endswith("_verified") for name in _attributes(data)):
            message = "A client attempted to write unauthorized attribute"
            return cognito.error_response_json("NotAuthorizedException", message, 400)
        if action in handlers:
            return cognito._run_idp_handler(handlers[action], action, data)
        return await dispatch(action, data)

    cognito._dispatch_idp = dispatch_or_verify


class Verification:
    """The two operations of Cognito that change what a user says about himself."""

    def __init__(self, cognito: Any) -> None:
        self._cognito, self._update = cognito, cognito._update_user_attributes

    def update(self, data: dict[str, Any]) -> Answer:
        """UpdateUserAttributes: hold back what must be verified first, change the rest."""
        user, pool = self._cognito._user_pool_for_access_token(data.get("AccessToken"))
        settings = (pool or {}).get("UserAttributeUpdateSettings") or {}
        first = settings.get("AttributesRequireVerificationBeforeUpdate") or []
        known = _named((user or {}).get("Attributes", []))
        wanted = _attributes(data)
        pending = {name: value for name, value in wanted.items() if name in first and known.get(name) != value}
        if any(self._is_taken(pool, user, value) for value in pending.values()):
            return self._taken()
        others = [attribute for attribute in data.get("UserAttributes", []) if attribute["Name"] not in pending]
        answer = self._update({**data, "UserAttributes": others})
        if not pending:
            return answer
        user[PENDING] = user.get(PENDING, {}) | pending
        details = [
            {"AttributeName": name, "DeliveryMedium": MEDIA[name], "Destination": f"{value[:1]}***"}
            for name, value in pending.items()
        ]
        return self._cognito.json_response({"CodeDeliveryDetailsList": details})

    def verify(self, data: dict[str, Any]) -> Answer:
        """VerifyUserAttribute: change what was held back, or note that what is there has been verified."""
        user, pool = self._cognito._user_pool_for_access_token(data.get("AccessToken"))
        if user is None:
            return self._update(data)  # which says what is wrong with the token
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

    def _taken(self) -> Answer:
        message = "An account with the email already exists."
        return self._cognito.error_response_json("AliasExistsException", message, 400)


def _attributes(data: dict[str, Any]) -> dict[str, str]:
    return _named(data.get("UserAttributes") or [])


def _named(attributes: list[dict[str, str]]) -> dict[str, str]:
    return {attribute["Name"]: attribute.get("Value", "") for attribute in attributes}
