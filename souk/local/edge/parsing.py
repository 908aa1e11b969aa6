"""Reads a distribution's configuration from the documents of CloudFront's API."""

from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from souk.local.edge.config import (
    READS,
    Behavior,
    CachePolicy,
    Choices,
    Distribution,
    Document,
    ErrorRule,
    Origin,
    Selection,
)

DAY, YEAR = 86_400, 31_536_000
LEGACY = Choices(
    headers=Selection(
        "allExcept",
        frozenset({"accept", "accept-charset", "accept-encoding", "accept-language", "authorization", "expect"})
        | {"host", "referer", "user-agent", "x-http-method-override"},
    )
)
"""The headers that reach the origin of an older behavior although it names none.

Guide: RequestAndResponseBehaviorCustomOrigin.html, "HTTP request headers and CloudFront behavior".
"""


@dataclass
class Documents:
    """The policies and keys that a distribution refers to, by their ids."""

    cache: dict[str, Document] = field(default_factory=dict)
    origin_requests: dict[str, Document] = field(default_factory=dict)
    response_headers: dict[str, Document] = field(default_factory=dict)
    key_groups: dict[str, dict[str, PublicKeyTypes]] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)
    """The published code of CloudFront functions, by their ARNs."""


def distribution(summary: Document, config: Document, documents: Documents) -> Distribution:
    """A distribution of its summary, its configuration and the documents that this refers to."""
    origins = {each["Id"]: origin(each) for each in _items(config, "Origins")}
    for group in _items(config, "OriginGroups"):
        # The edge knows no failover: it asks the first of the group.
        origins[group["Id"]] = origins[_items(group, "Members")[0]["OriginId"]]
    behaviors = [*_items(config, "CacheBehaviors"), {**config["DefaultCacheBehavior"], "PathPattern": "*"}]
    geo = config.get("Restrictions", {}).get("GeoRestriction", {})
    return Distribution(
        id=summary["Id"],
        domain=summary["DomainName"].lower(),
        behaviors=tuple(behavior(each, origins, documents) for each in behaviors),
        aliases=frozenset(alias.lower() for alias in _items(config, "Aliases")),
        enabled=config["Enabled"],
        root=config.get("DefaultRootObject", ""),
        errors={rule["ErrorCode"]: error_rule(rule) for rule in _items(config, "CustomErrorResponses")},
        countries=geo if geo.get("RestrictionType", "none") != "none" else None,
    )


def origin(document: Document) -> Origin:
    """An origin of its document."""
    custom = document.get("CustomOriginConfig", {})
    headers = _items(document, "CustomHeaders")
    return Origin(
        id=document["Id"],
        domain=document["DomainName"],
        path=document.get("OriginPath", ""),
        headers=tuple((header["HeaderName"].lower(), header["HeaderValue"]) for header in headers),
        protocol=custom.get("OriginProtocolPolicy", "match-viewer"),
        http_port=custom.get("HTTPPort", 80),
        https_port=custom.get("HTTPSPort", 443),
        timeout=custom.get("OriginReadTimeout", 30),
        s3=not custom,
    )


def behavior(document: Document, origins: dict[str, Origin], documents: Documents) -> Behavior:
    """A cache behavior of its document, with the policies and keys that it refers to."""
    methods = document.get("AllowedMethods", {})
    policy = documents.cache.get(document.get("CachePolicyId", ""))
    forwarded = documents.origin_requests.get(document.get("OriginRequestPolicyId", ""))
    associations = _items(document, "FunctionAssociations")
    functions = {each["EventType"]: documents.functions[each["FunctionARN"]] for each in associations}
    return Behavior(
        pattern=document["PathPattern"],
        origin=origins[document["TargetOriginId"]],
        protocol=document["ViewerProtocolPolicy"],
        methods=frozenset(methods.get("Items", READS)),
        cached_methods=frozenset(methods.get("CachedMethods", {}).get("Items", READS)),
        compress=document.get("Compress", False),
        cache=cache_policy(policy) if policy else legacy_policy(document),
        forwarded=choices(forwarded) if forwarded else Choices() if policy else LEGACY,
        response_headers=documents.response_headers.get(document.get("ResponseHeadersPolicyId", ""), {}),
        keys=_keys(document, documents),
        on_request=functions.get("viewer-request", ""),
        on_response=functions.get("viewer-response", ""),
    )


def cache_policy(document: Document) -> CachePolicy:
    """A cache policy of its document; the defaults are those of the API reference, CachePolicyConfig."""
    parameters = document.get("ParametersInCacheKeyAndForwardedToOrigin", {})
    low = document["MinTTL"]
    default = document.get("DefaultTTL", max(DAY, low))
    return CachePolicy(
        min_ttl=low,
        default_ttl=default,
        max_ttl=document.get("MaxTTL", max(YEAR, default)),
        gzip=parameters.get("EnableAcceptEncodingGzip", False),
        brotli=parameters.get("EnableAcceptEncodingBrotli", False),
        key=choices(parameters),
    )


def choices(document: Document) -> Choices:
    """The headers, cookies and query strings of a cache policy or an origin request policy."""
    headers, cookies = document.get("HeadersConfig", {}), document.get("CookiesConfig", {})
    query = document.get("QueryStringsConfig", {})
    return Choices(
        headers=_selection(headers.get("HeaderBehavior"), [name.lower() for name in _items(headers, "Headers")]),
        cookies=_selection(cookies.get("CookieBehavior"), _items(cookies, "Cookies")),
        query=_selection(query.get("QueryStringBehavior"), _items(query, "QueryStrings")),
    )


def legacy_policy(document: Document) -> CachePolicy:
    """The cache policy that an older behavior describes with ForwardedValues. Forwarding all headers caches nothing."""
    values = document.get("ForwardedValues", {})
    headers = [name.lower() for name in _items(values, "Headers")]
    cookies, query = values.get("Cookies", {}), _items(values, "QueryStringCacheKeys")
    low = document.get("MinTTL", 0)
    nothing = "*" in headers
    return CachePolicy(
        min_ttl=low,
        default_ttl=0 if nothing else document.get("DefaultTTL", DAY),
        max_ttl=0 if nothing else document.get("MaxTTL", YEAR),
        gzip=document.get("Compress", False),
        key=Choices(
            headers=_selection("all" if nothing else "whitelist", headers),
            cookies=_selection(cookies.get("Forward"), _items(cookies, "WhitelistedNames")),
            query=_selection("none" if not values.get("QueryString") else "whitelist" if query else "all", query),
        ),
    )


def error_rule(document: Document) -> ErrorRule:
    """A custom error response of its document."""
    status = document.get("ResponseCode") or None
    page = document.get("ResponsePagePath") or None
    return ErrorRule(document.get("ErrorCachingMinTTL", 10), page, int(status) if status else None)


def _keys(document: Document, documents: Documents) -> dict[str, PublicKeyTypes] | None:
    groups = document.get("TrustedKeyGroups", {})
    if not groups.get("Enabled"):
        # Nobody has the keys of trusted signers here, so nobody may read.
        return {} if document.get("TrustedSigners", {}).get("Enabled") else None
    return {id_: key for group in groups["Items"] for id_, key in documents.key_groups[group].items()}


def _selection(kind: str | None, names: list[str]) -> Selection:
    return Selection(kind or "none", frozenset(names))


def _items(document: Document, name: str) -> list[Any]:
    return list(document.get(name, {}).get("Items", []))
