"""Runs SAM CLI: its words go into a log, the newest of them to whoever watches."""

import os
import subprocess
from collections.abc import Callable, Mapping

from souk.base.errors import SoukError
from souk.base.paths import REGION, Places, private
from souk.base.shell import HOST, KEY_LOG, past_proxies
from souk.cloud.clients import LOCAL_KEY

Show = Callable[[str], None]


def sam(
    places: Places,
    arguments: list[str],
    log_name: str,
    environment: Mapping[str, str],
    show: Show,
    on_aws: bool = False,
) -> None:
    """Run it to its end; a failure ends with the lines that tell why. On AWS it has the developer's own keys."""
    private(places.logs)
    log = places.logs / f"{log_name}.log"
    # samconfig.toml is for AWS; here the arguments say everything.
    settings = places.home / "samconfig.toml"
    settings.write_text("version = 0.1\n")
    process = subprocess.Popen(
        [str(places.sam), *arguments, "--language-extensions", "--config-file", str(settings)],
        cwd=places.root,
        env={**(_environment if on_aws else _without_account)(places), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    said: list[str] = []
    try:
        with log.open("w") as file:
            for words in process.stdout or ():
                file.write(words)
                file.flush()
                if words.strip(" -=\n"):
                    said.append(" ".join(words.split()))
                    show(in_brief(said[-1]))
        process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    if process.returncode != 0:
        telling = [words for words in said if "Error" in words or "FAILED" in words] or said
        raise SoukError("\n".join([f"`sam {arguments[0]}` failed", *telling[-6:]]), f"read {places.shown(log)}")


def in_brief(words: str) -> str:
    """A line of SAM's, short enough for the eye to rest on."""
    first, *rest = words.split()
    if rest and rest[0].startswith("AWS::"):
        return f"{first.lower().replace('_', ' ')}: {rest[-1]}"
    if first.startswith("Uploading"):
        return "uploading"
    return words


def _environment(places: Places) -> dict[str, str]:
    """The developer's environment without our Python's."""
    foreign = ("PYTHONPATH", "PYTHONHOME", "PYTHONIOENCODING", "VIRTUAL_ENV")
    return {
        **{name: value for name, value in os.environ.items() if name not in foreign and not name.startswith("SAM_")},
        "PATH": os.pathsep.join([str(places.root / ".tools" / "uv" / "bin"), os.environ.get("PATH", os.defpath)]),
        "PYTHONUNBUFFERED": "1",
        "SAM_CLI_TELEMETRY": "0",
        "SAM_CLI_POLL_DELAY": "0.5",
        "__SAM_CLI_APP_DIR": str(places.home / "sam"),
    }


def _without_account(places: Places) -> dict[str, str]:
    """The same with the local cloud's key, and nothing of the developer's AWS account."""
    own = _environment(places)
    return {
        **{name: value for name, value in own.items() if not name.startswith("AWS_") and name != KEY_LOG},
        **past_proxies(own, HOST),
        "AWS_ACCESS_KEY_ID": LOCAL_KEY,
        "AWS_SECRET_ACCESS_KEY": LOCAL_KEY,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
