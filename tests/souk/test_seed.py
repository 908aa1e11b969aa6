"""Each service brings its own data; one that can't harms no other."""

from __future__ import annotations

from souk.cloud import seed
from souk.cloud.seed import Clients, Seeded


def broken(clients: Clients) -> dict[str, int]:
    raise KeyError("staff")


def test_a_seed_that_fails_leaves_the_others_data_alone_and_says_why() -> None:
    seeded = seed.add({"orders": lambda _: {"products": 8}, "reviews": broken, "users": lambda _: {"users": 2}}, {})

    assert seeded.added == {"products": 8, "users": 2}
    assert seeded.failures == ["reviews: KeyError: 'staff'"]
    assert str(seeded) == "8 products, 2 users; [red]not that of reviews[/]"


def test_data_that_is_there_is_said() -> None:
    assert str(Seeded({"products": 0, "users": 0})) == "products and users are already there"
    assert str(seed.add({"reviews": broken}, {})) == "nothing added; [red]not that of reviews[/]"
