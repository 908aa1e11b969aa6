"""Staff who upload pictures to an environment that is up, as the shop's page does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from tests.cloud import Cloud, Visitor
from tests.waiting import eventually


@dataclass(frozen=True)
class Uploader:
    """A member of staff with a product of their own."""

    staff: Visitor
    sku: str

    def announce(
        self, content: bytes, media_type: str = "image/jpeg", alt: str = "A picture of a test"
    ) -> dict[str, Any]:
        """The form for a file."""
        body = {"type": media_type, "size": len(content), "alt": alt}
        answer = self.staff.post("website", f"/products/{self.sku}/pictures", json=body)
        answer.raise_for_status()
        announced: dict[str, Any] = answer.json()
        return announced

    def state(self, upload_id: str) -> str:
        """The state, or the reason of a refusal."""
        upload = self.staff.get("website", f"/products/{self.sku}/pictures/{upload_id}").raise_for_status().json()
        return str(upload["refusal"]["code"] if upload["refusal"] else upload["state"])

    def decided(self, upload_id: str) -> str:
        """The state, once the file is ready or refused."""
        return eventually(lambda: (state := self.state(upload_id)) != "waiting" and state) or ""

    def upload(self, content: bytes, media_type: str = "image/jpeg", **described: str) -> tuple[str, str]:
        """Upload a file; the id, and the state once it is decided."""
        announced = self.announce(content, media_type, **described)
        assert post(announced, content).status_code == httpx.codes.CREATED
        return announced["id"], self.decided(announced["id"])

    def withdraw(self, upload_id: str) -> None:
        """Withdraw a picture."""
        self.staff.delete("website", f"/products/{self.sku}/pictures/{upload_id}").raise_for_status()

    def shown(self) -> list[dict[str, Any]]:
        """The pictures that everybody sees of this product."""
        cursor = ""
        while True:
            page = self.staff.get("website", f"/products/pictures?limit=100{cursor}").raise_for_status().json()
            for gallery in page["items"]:
                if gallery["sku"] == self.sku:
                    return list(gallery["pictures"])
            if not page["links"]["next"]:
                return []
            cursor = f"&{page['links']['next'].partition('&')[2]}"


def uploader(cloud: Cloud) -> Uploader:
    """Staff with a product of their own."""
    return Uploader(cloud.staff(), f"TEST-{uuid4().hex[:12].upper()}")


def post(announced: dict[str, Any], content: bytes, **changed: str) -> httpx.Response:
    """S3's answer to the form, with some fields changed."""
    fields = {**announced["fields"], **{name.replace("_", "-"): value for name, value in changed.items()}}
    file = {"file": ("file", content, "application/octet-stream")}
    return httpx.post(announced["url"], data=fields, files=file, timeout=60, trust_env=False)
