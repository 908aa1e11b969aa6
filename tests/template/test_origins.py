"""Pages of other origins: what templates say of them."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.template.reading import APPLICATIONS, BY_STACK, FUNCTIONS, ROOT, TEMPLATE, TEMPLATES, of_type


def test_each_api_and_its_preflights_know_the_origins_of_pages() -> None:
    origins, variable = {"Join": [",", {"Ref": "AllowOrigins"}]}, "AllowOrigins"

    for name, function in FUNCTIONS.items():
        variables = function.get("Environment", {}).get("Variables", {})
        assert variables.get("ALLOW_ORIGINS") == (origins if name.endswith("Http") else None), name
    for title, apis in ((title, of_type("AWS::Serverless::Api", resources)) for title, resources in BY_STACK.items()):
        assert not apis or variable in TEMPLATES[title]["Globals"]["Api"]["Variables"], title


@pytest.mark.parametrize("section", ["staging", "prod"])
def test_pages_of_other_origins_are_allowed_by_people_alone(section: str) -> None:
    assert TEMPLATE["Parameters"]["AllowOrigins"]["Default"] == ""
    for application in APPLICATIONS:
        settings = tomllib.loads((ROOT / application.folder / "samconfig.toml").read_text())[section]
        assert "AllowOrigins" not in settings["deploy"]["parameters"]["parameter_overrides"]


@pytest.mark.parametrize(
    ("origin", "is_one"),
    [
        *((origin, True) for origin in ("", "https://shop.example", "http://localhost:5173", "https://*.a-b.example")),
        *(
            (origin, False)
            for origin in ("*", "https://*", "null", "shop.example", "https://shop.example/", "https://")
        ),
        *((origin, False) for origin in ("https://*shop.example", "https://a.*.example", "https://*.*.example")),
        *((origin, False) for origin in ("https://SHOP.example", "ftp://shop.example", "https://shop.example:")),
        *(
            (origin, False)
            for origin in ("https://[::1]", "https://shop.example|x", "https://a~b.example", "https://.b")
        ),
    ],
)
def test_what_is_no_origin_is_refused_before_anything_is_deployed(origin: str, is_one: bool) -> None:
    pattern = TEMPLATE["Parameters"]["AllowOrigins"]["AllowedPattern"]

    assert (re.fullmatch(pattern, origin) is not None) is is_one
