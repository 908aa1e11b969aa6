"""A fake of all of Souk's APIs, for tests of programs that use this SDK: in memory, no server, no waiting.

    fake = FakeSouk()
    fake.add_product("LUMEN-BULB", stock=3)
    souk = fake.client(fake.customer("ada@example.org"))
    order = souk.orders.place_order(lines=[WantedLine(sku="LUMEN-BULB", quantity=1)])

It behaves like the services: real clients, typed models, the same problems, pages and idempotency keys. `fail()`
injects faults, `requests` lists what was sent, and its clock makes retries and `wait_until` return at once.
"""

from .clock import FakeClock
from .fake import FakeSouk

__all__ = ["FakeClock", "FakeSouk"]
