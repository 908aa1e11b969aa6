"""Which distribution and behavior answers, and which requests are refused."""

from __future__ import annotations

from souk.local.edge.config import Choices, ErrorRule
from tests.edge.fakes import HOST, Serve
from tests.edge.rows import ERROR, MISS, ORIGIN, Ask, At, Row, behavior, distribution, policy, selection

JPG = behavior("*.jpg", response_headers={"CustomHeadersConfig": {"Items": [
    {"Header": "X-Behavior", "Value": "jpg", "Override": True}]}})  # fmt: skip
IMAGES = behavior("/images/*", response_headers={"CustomHeadersConfig": {"Items": [
    {"Header": "X-Behavior", "Value": "images", "Override": True}]}})  # fmt: skip
ONE = behavior("a?.txt", response_headers=JPG.response_headers)
TWO = distribution(JPG, IMAGES, behavior())
PRIVATE = distribution(behavior("/x/*", protocol="https-only"), behavior(protocol="redirect-to-https"))
ALL = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"})
OPEN = distribution(behavior(methods=ALL))
GEO = {"RestrictionType": "whitelist", "Items": ["DE"]}
VIEWER = behavior(forwarded=Choices(selection("allViewer"), selection("all"), selection("all")), methods=ALL)
SECRET = behavior(origin=ORIGIN.__class__("app", "127.0.0.1", headers=(("x-secret", "s3cr3t"),)))
ROOT = distribution(root="index.html")

ROWS = [
    Row("a distribution answers to its domain name", (Ask(),), 200, {"x-cache": MISS}),
    Row("a distribution answers to its id below localhost", (Ask(host="E111.cloudfront.localhost:4600"),)),
    Row("a distribution answers to its label below localhost", (Ask(host="d111.cloudfront.localhost"),)),
    Row(
        "a distribution answers to its alias",
        (Ask(host="www.souk.example"),),
        distribution=distribution(aliases=frozenset({"www.souk.example"})),
    ),
    Row(
        "an alias may have a wildcard in place of its first label",
        (Ask(host="de.souk.example"),),
        distribution=distribution(aliases=frozenset({"*.souk.example"})),
    ),
    Row("the path form names a host", (Ask(f"/https://{HOST}/a.txt", host="127.0.0.1:4600"),), 200, {"x-cache": MISS}),
    Row("the path form may name an id", (Ask("/https://e111/a.txt", host="localhost:4600"),)),
    Row("the path form may have lost a slash", (Ask(f"/https:/{HOST}/a.txt", host="127.0.0.1:4600"),)),
    Row("the path form keeps the query", (Ask(f"/https://{HOST}/?b=1", host="127.0.0.1"),), sent_query="b=1",
        distribution=distribution(behavior(policy=policy(query="all")))),
    Row("the edge's own address is no distribution", (Ask("/a.txt", host="127.0.0.1:4600"),), 404, {"x-cache": None}),
    Row("the edge tells its status", (Ask("/_souk/edge", host="127.0.0.1:4600"),), 200,
        body=b'{"objects": 0, "memory_bytes": 0, "disk_bytes": 0}'),
    Row("an unknown distribution is refused", (Ask(host="d999.cloudfront.net"),), 403, {"x-cache": ERROR}, asked=0),
    Row("a disabled distribution is refused", (Ask(),), 403, distribution=distribution(enabled=False), asked=0),
    Row("geo restriction is refused in words", (Ask(),), 501, asked=0, distribution=distribution(countries=GEO)),
    Row("a URL of over 8,192 bytes is refused", (Ask("/" + "a" * 8192),), 413, asked=0),
    Row("the first behavior that matches answers", (Ask("/images/a.jpg"),), 200, {"x-behavior": "jpg"},
        distribution=TWO),
    Row("the next behavior answers what the first doesn't match", (Ask("/images/a.gif"),), 200,
        {"x-behavior": "images"}, distribution=TWO),
    Row("the default behavior answers the rest", (Ask("/a.gif"),), 200, {"x-behavior": None}, distribution=TWO),
    Row("a path pattern is case-sensitive", (Ask("/images/a.JPG"),), 200, {"x-behavior": "images"}, distribution=TWO),
    Row("a question mark is one character", (Ask("/ab.txt"),), 200, {"x-behavior": "jpg"},
        distribution=distribution(ONE, behavior())),
    Row("a question mark is not two characters", (Ask("/abc.txt"),), 200, {"x-behavior": None},
        distribution=distribution(ONE, behavior())),
    Row("an asterisk spans folders", (Ask("/x/y/z.jpg"),), 200, {"x-behavior": "jpg"}, distribution=TWO),
    Row("the root is the default root object", (At("/index.html", Serve(b"home")), Ask("/")), body=b"home",
        distribution=ROOT),
    Row("a folder has no default root object", (At("/x/", Serve(b"folder")), Ask("/x/")), body=b"folder",
        distribution=ROOT),
    Row("the root object falls under its own behavior", (Ask("/"),), 200, {"x-behavior": "jpg"},
        distribution=distribution(JPG, behavior(), root="home.jpg")),
    Row("allow-all serves HTTP", (Ask(https=False),)),
    Row("https-only refuses HTTP", (Ask("/x/a", https=False),), 403, {"x-cache": ERROR}, asked=0,
        distribution=PRIVATE),
    Row("https-only serves HTTPS", (Ask("/x/a"),), distribution=PRIVATE),
    Row("redirect-to-https redirects with 301", (Ask("/a?b=1", https=False),), 301,
        {"location": f"https://{HOST}:4443/a?b=1", "x-cache": "Redirect from cloudfront"}, asked=0,
        distribution=PRIVATE),
    Row("redirect-to-https keeps the method with 307", (Ask(https=False, method="POST", body=b"x"),), 307, asked=0,
        distribution=distribution(behavior(protocol="redirect-to-https", methods=ALL))),
    Row("redirect-to-https refuses what HTTP/1.0 can't repeat",
        (Ask(https=False, method="POST", body=b"x", http_version="1.0"),), 403, asked=0,
        distribution=distribution(behavior(protocol="redirect-to-https", methods=ALL))),
    Row("a redirect stays in the path form", (Ask(f"/http://{HOST}/a", host="127.0.0.1"),), 301,
        {"location": f"/https://{HOST}/a"}, distribution=PRIVATE),
    Row("a viewer's X-Forwarded-Proto proves nothing",
        (Ask("/x/a", {"x-forwarded-proto": "https"}, https=False),), 403, distribution=PRIVATE),
    Row("a method that isn't allowed is refused", (Ask(method="POST"),), 403, {"x-cache": ERROR}, asked=0),
    Row("OPTIONS is refused unless allowed", (Ask(method="OPTIONS"),), 403, asked=0),
    Row("an allowed method reaches the origin", (Ask(method="DELETE"),), asked=1, distribution=OPEN),
    Row("a GET with a body is refused", (Ask(body=b"x"),), 403, asked=0),
    Row("POST is never cached", (Ask(method="POST"), Ask(method="POST")), 200, {"x-cache": MISS}, asked=2,
        distribution=OPEN),
    Row("a POST's content type goes with its body",
        (Ask(method="POST", body=b"x", headers={"content-type": "text/x"}),), sent={"content-type": "text/x"},
        distribution=OPEN),
    Row("OPTIONS isn't cached by default", (Ask(method="OPTIONS"), Ask(method="OPTIONS")), asked=2, distribution=OPEN),
    Row("OPTIONS is cached if the behavior says so", (Ask(method="OPTIONS"), Ask(method="OPTIONS")), asked=1,
        distribution=distribution(behavior(methods=ALL, cached_methods=frozenset({"GET", "HEAD", "OPTIONS"})))),
    Row("the origin sees CloudFront as user agent", (Ask(headers={"user-agent": "curl"}),),
        sent={"user-agent": "Amazon CloudFront"}),
    Row("a forwarded user agent is the viewer's", (Ask(headers={"user-agent": "curl"}),), sent={"user-agent": "curl"},
        distribution=distribution(VIEWER)),
    Row("headers that no policy names stay at the edge", (Ask(headers={"x-own": "1", "accept-language": "de"}),),
        sent={"x-own": None, "accept-language": None}),
    Row("an origin request policy forwards headers", (Ask(headers={"x-own": "1"}),), sent={"x-own": "1"},
        distribution=distribution(VIEWER)),
    Row("the origin's name is Host unless a policy forwards it", (Ask(),), sent={"host": None}),
    Row("a forwarded Host is the distribution's", (Ask(host="E111.cloudfront.localhost:4600"),), sent={"host": HOST},
        distribution=distribution(VIEWER)),
    Row("the viewer's address is in X-Forwarded-For", (Ask(client="192.0.2.7"),),
        sent={"x-forwarded-for": "192.0.2.7"}),
    Row("the viewer's address is added to X-Forwarded-For",
        (Ask(headers={"x-forwarded-for": "192.0.2.4"}, client="192.0.2.7"),),
        sent={"x-forwarded-for": "192.0.2.4, 192.0.2.7"}),
    Row("headers of a connection stay at the edge", (Ask(headers={"te": "x", "connection": "close"}),),
        sent={"te": None, "connection": None}, distribution=distribution(VIEWER)),
    Row("cookies stay at the edge", (Ask(headers={"cookie": "a=1"}),), sent={"cookie": None}),
    Row("an origin request policy forwards cookies, sorted", (Ask(headers={"cookie": "b=2; a=1"}),),
        sent={"cookie": "a=1; b=2"}, distribution=distribution(VIEWER)),
    Row("queries stay at the edge", (Ask("/a.txt?b=1"),), sent_query=""),
    Row("an origin request policy forwards queries", (Ask("/a.txt?b=1&a=%20"),), sent_query="b=1&a=%20",
        distribution=distribution(VIEWER)),
    Row("what only the origin request policy forwards isn't in the key", (Ask("/a?b=1"), Ask("/a?b=2")), asked=1,
        distribution=distribution(VIEWER)),
    Row("the behavior's origin answers", (Ask(),), asked=1, distribution=distribution(SECRET)),
    Row("a refusal of the edge may have a custom page", (At("/no.html", Serve(b"no")), Ask()), 403, body=b"no",
        distribution=distribution(behavior("/no.html"), behavior(keys={}), errors={403: ErrorRule(10, "/no.html",
        403)})),
]  # fmt: skip
