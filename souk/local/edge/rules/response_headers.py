"""The response headers policy of a behavior. Guide: understanding-response-headers-policies.html."""

from fnmatch import fnmatchcase
from typing import Any

from souk.local.edge.config import Document
from souk.local.edge.headers import Headers, first, with_header, without
from souk.local.edge.request import ViewerRequest

Rule = tuple[str, str, bool]
"""A header, its value, and whether it replaces the origin's."""


def apply(policy: Document, request: ViewerRequest, headers: Headers) -> Headers:
    """The headers with all that the policy adds, replaces and removes."""
    removed = {item["Header"].lower() for item in _items(policy.get("RemoveHeadersConfig", {}))}
    headers = without(headers, removed)
    rules = [*cors(policy.get("CorsConfig", {}), request), *security(policy.get("SecurityHeadersConfig", {}))]
    rules += [
        (item["Header"].lower(), item["Value"], item["Override"])
        for item in _items(policy.get("CustomHeadersConfig", {}))
    ]
    for name, value, override in rules:
        if override or first(headers, name) is None:
            headers = with_header(headers, name, value)
    return headers


def cors(config: Document, request: ViewerRequest) -> list[Rule]:
    """The headers of cross-origin requests, for an allowed Origin; those of a preflight for OPTIONS only.

    "CORS headers": they are added if the request has an Origin of the list, in which `*` stands for any characters.
    """
    origin = first(request.headers, "origin")
    allowed = _items(config.get("AccessControlAllowOrigins", {}))
    if origin is None or not any(fnmatchcase(origin, each) for each in allowed):
        return []
    headers = {"access-control-allow-origin": "*" if "*" in allowed else origin}
    if config.get("AccessControlAllowCredentials"):
        headers["access-control-allow-credentials"] = "true"
    if exposed := _items(config.get("AccessControlExposeHeaders", {})):
        headers["access-control-expose-headers"] = ", ".join(exposed)
    if request.method == "OPTIONS":
        if names := _items(config.get("AccessControlAllowHeaders", {})):
            headers["access-control-allow-headers"] = ", ".join(names)
        if methods := _methods(config):
            headers["access-control-allow-methods"] = ", ".join(methods)
        if "AccessControlMaxAgeSec" in config:
            headers["access-control-max-age"] = str(config["AccessControlMaxAgeSec"])
    return [(name, value, bool(config.get("OriginOverride"))) for name, value in headers.items()]


def security(config: Document) -> list[Rule]:
    """The security headers that the policy turns on. ("Security headers")"""
    values = {
        "StrictTransportSecurity": ("strict-transport-security", transport),
        "ContentTypeOptions": ("x-content-type-options", lambda setting: "nosniff"),
        "FrameOptions": ("x-frame-options", lambda setting: str(setting["FrameOption"])),
        "XSSProtection": ("x-xss-protection", protection),
        "ReferrerPolicy": ("referrer-policy", lambda setting: str(setting["ReferrerPolicy"])),
        "ContentSecurityPolicy": ("content-security-policy", lambda setting: str(setting["ContentSecurityPolicy"])),
    }
    return [
        (name, value(config[key]), bool(config[key].get("Override")))
        for key, (name, value) in values.items()
        if key in config
    ]


def transport(setting: Document) -> str:
    """The value of Strict-Transport-Security."""
    flags = {"includeSubDomains": "IncludeSubdomains", "preload": "Preload"}
    extras = [flag for flag, key in flags.items() if setting.get(key)]
    return "; ".join([f"max-age={setting['AccessControlMaxAgeSec']}", *extras])


def protection(setting: Document) -> str:
    """The value of X-XSS-Protection."""
    if not setting.get("Protection"):
        return "0"
    report = f"; report={setting['ReportUri']}" if setting.get("ReportUri") else ""
    return f"1{'; mode=block' if setting.get('ModeBlock') else ''}{report}"


def _methods(config: Document) -> list[str]:
    methods = _items(config.get("AccessControlAllowMethods", {}))
    return ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] if methods == ["ALL"] else methods


def _items(config: Document) -> list[Any]:
    return list(config.get("Items", []))
