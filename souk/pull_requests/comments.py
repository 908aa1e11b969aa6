"""The comment about its environment in a pull request on GitHub: one, updated in place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from souk.base.errors import SoukError
from souk.cloud.outputs import Outputs

MARK = "<!-- the environment of this pull request -->"
"""Identifies our comment; invisible to readers."""
TIMEOUT = 30


@dataclass(frozen=True)
class Conversation:
    """The comments of a pull request."""

    github: httpx.Client
    repository: str
    number: int

    def publish(self, body: str, only_update: bool = False) -> None:
        """Update our comment, or create it."""
        ours = next((comment for comment in self._comments() if _is_ours(comment)), None)
        if ours is None and only_update:
            return
        if ours is None:
            response = self.github.post(self._path, json={"body": body})
        else:
            response = self.github.patch(f"/repos/{self.repository}/issues/comments/{ours['id']}", json={"body": body})
        _check(response)

    def _comments(self) -> Iterator[dict[str, Any]]:
        page: str | None = f"{self._path}?per_page=100"
        while page:
            response = _check(self.github.get(page))
            yield from response.json()
            page = response.links.get("next", {}).get("url")

    @property
    def _path(self) -> str:
        return f"/repos/{self.repository}/issues/{self.number}/comments"


def conversation(environ: Mapping[str, str], number: int) -> Conversation:
    """The conversation that a workflow may write to, from GitHub's variables."""
    try:
        token, repository = environ["GITHUB_TOKEN"], environ["GITHUB_REPOSITORY"]
    except KeyError as missing:
        raise SoukError(
            f"{missing.args[0]} is not set", "GitHub sets it in workflows; elsewhere, print the comment with --print"
        ) from None
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}
    api = environ.get("GITHUB_API_URL", "https://api.github.com")
    return Conversation(httpx.Client(base_url=api, headers=headers, timeout=TIMEOUT), repository, number)


def deployed(outputs: Outputs, ref: str, life: str) -> str:
    """The comment with the environment's addresses."""
    origin = f"Built from `{ref[:12]}`" if ref else "Rebuilt on each push"
    rows = [f"| {contract} | {url} | [docs]({url}/docs) |" for contract, url in outputs.apis.items()]
    table = ["| API | address | |", "|---|---|---|", *rows, *_rows_of_applications(outputs)]
    end = f"{origin}; removed when this is closed, or {life} after the last push."
    options = f"--env {outputs.env}" + ("" if outputs.endpoint_url else " --aws")
    return "\n".join(
        [
            MARK,
            f"### Environment `{outputs.env}`",
            "",
            *table,
            "",
            end,
            f"`souk outputs {options}` shows all names, `souk token {options}` prints a token.",
            "",
        ]
    )


def _rows_of_applications(outputs: Outputs) -> list[str]:
    """The addresses of applications that are no API's."""
    return [
        f"| {application} | {value} | {key} |"
        for application, keys in outputs.applications.items()
        for key, value in keys.items()
        if value.startswith("http")
    ]


def removed(env: str) -> str:
    """The comment after the removal."""
    return f"{MARK}\nThe environment `{env}` was removed.\n"


def _is_ours(comment: Mapping[str, Any]) -> bool:
    """Written by a workflow: people may quote the mark, and their comments stay untouched."""
    return comment["user"]["type"] == "Bot" and str(comment["body"]).startswith(MARK)


def _check(response: httpx.Response) -> httpx.Response:
    if response.is_success:
        return response
    raise SoukError(
        f"GitHub returned {response.status_code} for {response.request.method} {response.request.url.path}",
        "give the workflow's job `permissions: pull-requests: write`",
    )
