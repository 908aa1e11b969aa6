"""Software updates: the newest firmware of a model, verified by The Update Framework. Needs the extra `updates`.

    updates = Updates("https://d111111abcdef8.cloudfront.net", root=ROOT, state=Path("/var/lib/gadget"))
    release = updates.latest("lumen-bulb")  # for a named environment: Souk.from_env("dev").updates.latest(...)
    if release.version != INSTALLED:
        release.download(to=Path("/tmp/firmware.bin"))

`root` is the root.json that the gadget was delivered with. A server, a cache or a network that is hostile can hinder an
update; it can't make the gadget take another file, an older one, or endless data.
"""

from ..errors import NotConfigured

try:
    from tuf.ngclient import Updater as _Updater  # noqa: F401
except ImportError as error:
    raise NotConfigured("updates need tuf: pip install 'souk-sdk[updates]'") from error

from .errors import NoRelease, UpdateRefused
from .release import Release
from .repository import Updates

__all__ = ["NoRelease", "Release", "UpdateRefused", "Updates"]
