"""Answers recorded requests with the packages below a folder, in a process without any others.

    python -I -S answers.py PACKAGES < requests > answers

Not a test. One JSON object a line: `service`, `version`, `event`; every request meets the same world.
"""

import json
import re
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Our own code comes from the checkout, which has the fakes and their data.
sys.path[:0] = [*(str(ROOT / folder) for folder in ("services", "sdk", ".")), sys.argv[1]]
# Ids and times: of RFC 3339 and of cookies, and seconds since 1970.
RANDOM = re.compile(
    r"\b[0-9A-HJKMNP-TV-Z]{26}\b|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)?|\b\d\d:\d\d:\d\d\b|(?<==)\d{10}\b"
)


def main() -> None:
    from chassis.web.app import api_of, create_app, lambda_handler

    world: dict[object, object] = {}
    handlers = {}
    for line in sys.stdin:
        request = json.loads(line)
        service, version = request["service"], request["version"]
        if (service, version) not in handlers:
            handlers[service, version] = lambda_handler(create_app(api_of(service, version), world))
        world.update(import_module(f"tests.{service}.world").SCENARIO.world())
        answer = handlers[service, version](request["event"], None)
        print(RANDOM.sub("(random)", json.dumps(answer)))  # noqa: T201
    loaded = {name.partition(".")[0] for name in sys.modules}
    print(json.dumps({"fastapi": import_module("fastapi").__file__, "opentelemetry": "opentelemetry" in loaded}))  # noqa: T201


if __name__ == "__main__":
    main()
