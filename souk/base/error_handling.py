"""The one place where errors become words: what may go wrong ends in a few lines, and never in a traceback."""

import errno
import os
import signal
import subprocess
import sys
from typing import Any

import typer
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError
from typer.core import TyperGroup

import souk_sdk
from manifest import ManifestError
from souk.base import console
from souk.base.errors import SoukError
from souk.base.paths import find_places
from souk.base.shell import suspects


def world() -> tuple[type[Exception], ...]:
    """What may fail without anybody having foreseen where. Anything else is a mistake of ours and may look like one."""
    import httpx  # once something has failed: it takes longer than all the rest

    of_calls = (BotoCoreError, ClientError, httpx.HTTPError, httpx.InvalidURL)
    return (*of_calls, OSError, subprocess.SubprocessError)


class Calm(TyperGroup):
    """Commands whose errors are words: what is expected to go wrong ends in a few lines, no traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command. Exit code 1 for what went wrong, 130 for Ctrl-C."""
        try:
            return super().invoke(ctx)
        except SoukError as error:
            console.complain(error.message, error.hint)
            raise typer.Exit(1) from error
        except ManifestError as error:
            console.complain(str(error), "docs/services.md lists the keys")
            raise typer.Exit(1) from error
        except souk_sdk.SoukError as error:
            console.complain(f"the shop doesn't do what was asked of it\n{error}", "`souk logs` may tell why")
            raise typer.Exit(1) from error
        except (NoCredentialsError, NoRegionError) as error:
            console.complain(
                "AWS needs your credentials and a region", "set AWS_PROFILE and AWS_DEFAULT_REGION, or `aws configure`"
            )
            raise typer.Exit(1) from error
        except BrokenPipeError as gone:  # `souk logs --json | head -1`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(1) from gone
        except ImportError as error:  # httpx's, of a shell with a SOCKS proxy
            if not suspects(error, os.environ):
                raise
            console.complain(*_unforeseen(error))
            raise typer.Exit(1) from error
        except world() as error:
            console.complain(*_unforeseen(error))
            raise typer.Exit(1) from error
        except KeyboardInterrupt as stopped:
            raise typer.Exit(128 + signal.SIGINT) from stopped


def _unforeseen(error: Exception) -> tuple[str, str]:
    """What happened, and where to look."""
    places = find_places(os.environ)
    try:
        log = places.keep_error(error)
    except OSError as second:  # the disk is full, above all
        error, log = second, "no log: it can't be written"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"no space is left on the disk of {places.home}", "make room, then give the same command again"
    message = f"{type(error).__name__}: {error}"
    if names := suspects(error, os.environ):
        return message, f"your shell sets {' and '.join(names)}: correct or unset it; more in {log}"
    return message, f"is it up? `souk status` tells; more in {log}"
