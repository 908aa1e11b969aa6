"""Runs SAM CLI, with its output in a log and a summary of the last line on the screen."""

import os
import subprocess
from collections.abc import Callable, Mapping

from souk.base.errors import SoukError
from souk.base.paths import REGION, Paths, private
from souk.base.shell import HOST, KEY_LOG, past_proxies
from souk.cloud.clients import LOCAL_KEY

Show = Callable[[str], None]


def sam(
    paths: Paths,
    arguments: list[str],
    log_name: str,
    environment: Mapping[str, str],
    show: Show,
    on_aws: bool = False,
) -> None:
    """Run it; an error has the lines of its output that give the reason. On AWS it uses the developer's own keys."""
    private(paths.logs)
    log = paths.logs / f"{log_name}.log"
    # Not samconfig.toml, which is for AWS; here every setting is an argument.
    settings = paths.home / "samconfig.toml"
    settings.write_text("version = 0.1\n")
    process = subprocess.Popen(
        [str(paths.sam), *arguments, "--language-extensions", "--config-file", str(settings)],
        cwd=paths.root,
        env={**(_environment if on_aws else _without_account)(paths), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    lines: list[str] = []
    try:
        with log.open("w") as file:
            for line in process.stdout or ():
                file.write(line)
                file.flush()
                if line.strip(" -=\n"):
                    lines.append(" ".join(line.split()))
                    show(summarize(lines[-1]))
        process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    if process.returncode != 0:
        reasons = [line for line in lines if "Error" in line or "FAILED" in line] or lines
        raise SoukError("\n".join([f"`sam {arguments[0]}` failed", *reasons[-6:]]), f"read {paths.shown(log)}")


def summarize(line: str) -> str:
    """A short form of a line of SAM's output."""
    first, *rest = line.split()
    if rest and rest[0].startswith("AWS::"):
        return f"{first.lower().replace('_', ' ')}: {rest[-1]}"
    if first.startswith("Uploading"):
        return "uploading"
    return line


def _environment(paths: Paths) -> dict[str, str]:
    """The developer's variables without those of our Python."""
    foreign = ("PYTHONPATH", "PYTHONHOME", "PYTHONIOENCODING", "VIRTUAL_ENV")
    return {
        **{name: value for name, value in os.environ.items() if name not in foreign and not name.startswith("SAM_")},
        "PATH": os.pathsep.join([str(paths.root / ".tools" / "uv" / "bin"), os.environ.get("PATH", os.defpath)]),
        "PYTHONUNBUFFERED": "1",
        "SAM_CLI_TELEMETRY": "0",
        "SAM_CLI_POLL_DELAY": "0.5",
        "__SAM_CLI_APP_DIR": str(paths.home / "sam"),
    }


def _without_account(paths: Paths) -> dict[str, str]:
    """The same with the local cloud's key, and without the developer's AWS account."""
    variables = _environment(paths)
    return {
        **{name: value for name, value in variables.items() if not name.startswith("AWS_") and name != KEY_LOG},
        **past_proxies(variables, HOST),
        "AWS_ACCESS_KEY_ID": LOCAL_KEY,
        "AWS_SECRET_ACCESS_KEY": LOCAL_KEY,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
