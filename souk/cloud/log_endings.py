"""When following the logs ends: as soon as the chosen functions have logged."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator

from souk.base.errors import SoukError
from souk.cloud.environment import Environment
from souk.cloud.logs import Line

PATIENCE_SECONDS = 300.0
TRACE_ID = re.compile("1-[0-9a-f]{8}-[0-9a-f]{24}")


def trace_id(written: str) -> str:
    """The id of a trace as it was written, if any. Raises SoukError for anything else."""
    if written and not TRACE_ID.fullmatch(written):
        raise SoukError(f"`{written}` is no trace id", "copy it from the `X-Trace-Id` of a response")
    return written


def refuse_unknown(environment: Environment, service: str | None, wanted: Iterable[str]) -> None:
    """Raise SoukError for a function whose lines are not shown: it would be waited for in vain."""
    names = [function.short_name for function in environment.functions if service in (None, function.service)]
    if unknown := sorted({*wanted} - {*names}):
        raise SoukError(f"`{environment.name}` has no function `{unknown[0]}` here", f"choose of: {', '.join(names)}")


def until(
    batches: Iterable[list[Line]], wanted: Iterable[str], clock: Callable[[], float] = time.monotonic
) -> Iterator[list[Line]]:
    """The lines, up to the batch with which each of the functions has logged. Raises SoukError if that takes long."""
    deadline, silent = clock() + PATIENCE_SECONDS, {*wanted}
    for batch in batches:
        yield batch
        silent -= {line.function for line in batch}
        if not silent:
            return
        if clock() > deadline:
            missing = ", ".join(sorted(silent))
            raise SoukError(
                f"no line of {missing} within {PATIENCE_SECONDS:.0f} s", "see `souk status` and `souk dlq ls`"
            )
