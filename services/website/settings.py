"""The environment variables that functions of the website read."""

from __future__ import annotations

from chassis.runtime.settings import ApiSettings, QueueSettings, TableSettings


class OriginalsSettings(TableSettings):
    """The bucket for uploads, and its address for browsers."""

    uploads_bucket: str
    uploads_url: str


class ThumbnailsSettings(OriginalsSettings):
    """The bucket with the thumbnails, and the queue of the catalogue's refreshes."""

    pictures_bucket: str
    refresh_queue_url: str


class NewsletterSettings(TableSettings):
    """The secrets with the newsletter's keys, by ARN."""

    naming_key: str
    link_key: str


class HttpSettings(NewsletterSettings, ThumbnailsSettings, ApiSettings):
    """The API, with the distribution's proof and the most sign-ups an hour."""

    edge_proof: str
    sign_ups_per_address: int
    sign_ups_per_caller: int


class MailSettings(NewsletterSettings):
    """The sender of the newsletter's mails."""

    mail_from: str
    shop: str
    configuration_set: str


class BouncesSettings(TableSettings):
    """The reader of SES's events."""


class ConsumerSettings(QueueSettings):
    """The consumer of the queue, and the queue of refreshes that it requests."""

    refresh_queue_url: str


class CatalogueSettings(TableSettings):
    """The renderer of the catalogue: where the pages are, where the products are, and what browsers are told."""

    site_bucket: str
    distribution: str
    orders_url: str
    aws_region: str
    user_pool_id: str
    user_pool_client_id: str
    premium_api: str = ""
    content_url: str = ""
    aws_endpoint_url: str = ""

    def for_browsers(self) -> dict[str, str]:
        """The facts of the environment that stand in every page; those without a value are left out."""
        facts = {
            "env": self.environment,
            "api": "/api",
            "region": self.aws_region,
            "user_pool_id": self.user_pool_id,
            "user_pool_client_id": self.user_pool_client_id,
            "user_pool_endpoint": self.aws_endpoint_url,
            "premium": self.premium_api and "v1",
            "content": self.content_url,
        }
        return {name: value for name, value in facts.items() if value}
