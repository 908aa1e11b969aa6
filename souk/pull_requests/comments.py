"""What is said of an environment in a pull request on GitHub: one comment, changed when the environment does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from souk.base.errors import SoukError
from souk.cloud.outputs import Outputs

MARK = "<!-- the environment of this pull request -->"
"""By this a comment is found again. Readers don't see it."""
SECONDS = 30


@dataclass(frozen=True)
class Conversation:
    """A pull request's comments."""

    github: httpx.Client
    repository: str
    number: int

    def say(self, body: str, only_change: bool = False) -> None:
        """Change our comment, or make it if there is none."""
        ours = next((each for each in self._comments() if _is_ours(each)), None)
        if ours is None and only_change:
            return
        if ours is None:
            answer = self.github.post(self._path, json={"body": body})
        else:
            answer = self.github.patch(f"/repos/{self.repository}/issues/comments/{ours['id']}", json={"body": body})
        _check(answer)

    def _comments(self) -> Iterator[dict[str, Any]]:
        page: str | None = f"{self._path}?per_page=100"
        while page:
            answer = _check(self.github.get(page))
            yield from answer.json()
            page = answer.links.get("next", {}).get("url")

    @property
    def _path(self) -> str:
        return f"/repos/{self.repository}/issues/{self.number}/comments"


def conversation(environ: Mapping[str, str], number: int) -> Conversation:
    """As GitHub tells a workflow: with its token, in its repository."""
    try:
        token, repository = environ["GITHUB_TOKEN"], environ["GITHUB_REPOSITORY"]
    except KeyError as missing:
        raise SoukError(
            f"{missing.args[0]} is not set", "a workflow sets it; to see the comment, use --print"
        ) from None
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}
    api = environ.get("GITHUB_API_URL", "https://api.github.com")
    return Conversation(httpx.Client(base_url=api, headers=headers, timeout=SECONDS), repository, number)


def address(told: Outputs, ref: str, life: str) -> str:
    """Where an environment is."""
    made = f"It is made from `{ref[:12]}`" if ref else "It is made anew with each push"
    rows = [f"| {contract} | {url} | [docs]({url}/docs) |" for contract, url in told.apis.items()]
    table = ["| API | address | |", "|---|---|---|", *rows]
    end = f"{made}, and goes when this is closed, or {life} after the last push."
    where = "" if told.endpoint_url else " --aws"
    return "\n".join(
        [
            MARK,
            f"### Environment `{told.env}`",
            "",
            *table,
            "",
            end,
            f"`souk outputs --env {told.env}{where}` tells more, `souk token --env {told.env}{where}` signs in.",
            "",
        ]
    )


def farewell(env: str) -> str:
    """That it is gone."""
    return f"{MARK}\nThe environment `{env}` is removed.\n"


def _is_ours(comment: Mapping[str, Any]) -> bool:
    """People may quote it; only a workflow's own comment may be changed."""
    return comment["user"]["type"] == "Bot" and str(comment["body"]).startswith(MARK)


def _check(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    raise SoukError(
        f"GitHub answers {answer.status_code} to {answer.request.method} {answer.request.url.path}",
        "the workflow's job needs `permissions: pull-requests: write`",
    )
