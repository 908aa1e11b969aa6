"""The fake keeps the promises of users and notifications: against it, and against the local cloud."""

from __future__ import annotations

import pytest

from souk_sdk import Souk, problems
from tests.sdk.fake.worlds import lines, product
from tests.waiting import eventually


def test_a_customer_has_a_name_and_ten_addresses(ada: Souk) -> None:
    at_home = {"recipient": "Ada", "street": "Storgatan 1", "postal_code": "111 22", "city": "Stockholm"}

    assert ada.users.put_profile(name="Ada Lund").name == ada.users.get_profile().name == "Ada Lund"
    added = [ada.users.add_address(**at_home, country="SE").id for _ in range(10)]
    with pytest.raises(problems.TooManyAddresses):
        ada.users.add_address(**at_home, country="SE")
    ada.users.remove_address(added[0])
    assert [address.id for address in ada.users.list_addresses().items] == added[1:]


def test_a_blocked_customer_cannot_order_until_staff_unblock_them(staff: Souk, ada: Souk) -> None:
    sku, customer_id = product(staff), ada.users.get_profile().id

    staff.users.block_user(customer_id)
    with pytest.raises(problems.Blocked):
        ada.orders.place_order(lines=lines(sku))
    with pytest.raises(problems.Blocked):
        ada.users.put_profile(name="Ada")
    staff.users.unblock_user(customer_id)

    assert ada.orders.place_order(lines=lines(sku)).status == "placed"


def test_an_erased_customer_is_forgotten_and_their_open_orders_are_cancelled(staff: Souk, ada: Souk) -> None:
    sku = product(staff, stock=1)
    order = ada.orders.place_order(lines=lines(sku))

    ada.users.erase_me()

    eventually(lambda: staff.orders.get_order(order.id).status == "cancelled")
    assert eventually(lambda: not list(ada.notifications.list_notifications()))
    with pytest.raises(problems.NotFound):
        ada.users.get_profile()
    with pytest.raises(problems.Erased):
        ada.users.put_profile(name="Ada")
    with pytest.raises(problems.UnknownCustomer):
        ada.orders.place_order(lines=lines(sku))


def test_a_customer_is_notified_of_an_order_newest_first(staff: Souk, ada: Souk) -> None:
    order = ada.orders.place_order(lines=lines(product(staff)))
    eventually(lambda: len(list(ada.notifications.list_notifications())) == 2)
    staff.orders.ship_order(order.id)

    def notified() -> list[tuple[str, str | None]]:
        return [(item.kind, item.about) for item in ada.notifications.list_notifications(limit=2)]

    expected = [("order-shipped", order.id), ("order-placed", order.id), ("welcome", None)]
    eventually(lambda: notified() == expected)
    newest = ada.notifications.list_notifications().first().items[0]
    ada.notifications.read_notification(newest.id)
    assert ada.notifications.list_notifications().first().items[0].read
    assert ada.notifications.get_preferences().mail
    assert not ada.notifications.put_preferences(mail=False).mail
