"""The last resort of commands: expected errors end in a few lines, never in a traceback."""

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
from souk.base.paths import find_paths
from souk.base.shell import suspects


def world() -> tuple[type[Exception], ...]:
    """The errors that any call to another system may raise. Other errors are bugs and show a traceback."""
    import httpx  # slow to import, and needed only after an error

    of_calls = (BotoCoreError, ClientError, httpx.HTTPError, httpx.InvalidURL)
    return (*of_calls, OSError, subprocess.SubprocessError)


class ErrorHandlingGroup(TyperGroup):
    """Commands whose expected errors are printed in a few lines, without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command. Exit code 1 after an error, 130 after Ctrl-C."""
        try:
            return super().invoke(ctx)
        except SoukError as error:
            console.complain(error.message, error.hint)
            raise typer.Exit(1) from error
        except ManifestError as error:
            console.complain(str(error), "docs/services.md lists the keys")
            raise typer.Exit(1) from error
        except souk_sdk.SoukError as error:
            console.complain(f"the API request failed\n{error}", "find the error with `souk logs`")
            raise typer.Exit(1) from error
        except (NoCredentialsError, NoRegionError) as error:
            console.complain(
                "AWS needs credentials and a region", "set AWS_PROFILE and AWS_DEFAULT_REGION, or run `aws configure`"
            )
            raise typer.Exit(1) from error
        except BrokenPipeError as gone:  # `souk logs --json | head -1`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(1) from gone
        except ImportError as error:  # httpx's, of a shell with a SOCKS proxy
            if not suspects(error, os.environ):
                raise
            console.complain(*_describe(error))
            raise typer.Exit(1) from error
        except world() as error:
            console.complain(*_describe(error))
            raise typer.Exit(1) from error
        except KeyboardInterrupt as stopped:
            raise typer.Exit(128 + signal.SIGINT) from stopped


def _describe(error: Exception) -> tuple[str, str]:
    """The message and the remedy of an error that no command expected."""
    paths = find_paths(os.environ)
    try:
        log = paths.keep_error(error)
    except OSError as second:  # the disk is full, above all
        error, log = second, "no log, because it can't be written"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"no space is left on the disk of {paths.home}", "free some space, then run the command again"
    message = f"{type(error).__name__}: {error}"
    if names := suspects(error, os.environ):
        return message, f"correct or unset {' and '.join(names)} in your shell; details are in {log}"
    return message, f"check with `souk status` whether the local cloud runs; details are in {log}"
