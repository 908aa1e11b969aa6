"""The state behind the users API when requests are generated from its contract."""

from __future__ import annotations

from tests.contracts.scenario import CUSTOMER, THING, Scenario, World
from tests.users.fakes import MemoryAccounts, MemoryUsers
from users import ports
from users.domain import Address, User


def world() -> World:
    """A customer with an address, and somebody who is none yet."""
    home = Address("Mira Lindqvist", "Storgatan 1", "111 22", "Stockholm", "SE", THING)
    kept = MemoryUsers(User(CUSTOMER, "Mira Lindqvist", "mira@souk.example", [home]))
    accounts = MemoryAccounts(**{CUSTOMER: "mira@souk.example", "a-member-of-staff": "staff@souk.example"})
    return {ports.Users: kept, ports.Accounts: accounts}


SCENARIO = Scenario(world, ["nobody", "a customer", "staff", "a service"])
