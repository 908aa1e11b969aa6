"""Runs one Lambda function in this process, as Lambda does: import, first event, then the same event again.

    python -I -S run_function.py < job.json > result.json

Standard library only: everything that it loads counts as the function's.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from typing import Any

WARM_UP = 5


class Context:
    """The Lambda context, as far as it is used."""

    aws_request_id = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"
    function_version = "1"
    log_group_name = log_stream_name = "bench"

    def __init__(self, job: dict[str, Any]) -> None:
        self.function_name = job["name"]
        self.invoked_function_arn = f"arn:aws:lambda:us-east-1:123456789012:function:{job['name']}"
        self.memory_limit_in_mb = job["environment"]["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 60_000


def main() -> None:
    """Run the job of stdin, and print its figures: seconds of processor (`cold`, `import`, `warm`) and of the clock."""
    job = json.load(sys.stdin)
    event, result = json.dumps(job["event"]), os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # a handler that prints must not spoil the result
    os.environ.update(job["environment"])
    sys.path[:0] = job["path"]
    context, before = Context(job), time.process_time()
    module, _, name = job["handler"].rpartition(".")
    handler = getattr(importlib.import_module(module), name)
    imported = time.process_time()
    response = handler(json.loads(event), context)
    figures: dict[str, Any] = {
        "cold": time.process_time(),
        "import": imported - before,
        "modules": sorted(sys.modules),
        "response": response,
    }
    if job["times"]:
        events = [json.loads(event) for _ in range(WARM_UP + job["times"])]
        for each in events[:WARM_UP]:
            handler(each, context)
        clock, processor = time.perf_counter(), time.process_time()
        for each in events[WARM_UP:]:
            handler(each, context)
        figures["warm"] = (time.process_time() - processor) / job["times"]
        figures["wall"] = (time.perf_counter() - clock) / job["times"]
    json.dump(figures, result)


if __name__ == "__main__":
    main()
