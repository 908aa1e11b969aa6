"""Event to action, wired by the table at the end."""

from __future__ import annotations

from chassis.core.events import Reactions
from content import events_in
from content.actions import members as actions
from content.ports.members import Members


def on_membership_changed(event: events_in.MembershipEvent, members: Members) -> None:
    actions.set_membership(event.aggregate_id, event.until, event.sequence, event.id, members)


def on_user_erased(event: events_in.UserErased, members: Members) -> None:
    actions.erase(event.aggregate_id, event.id, members)


REACTIONS: Reactions = {
    events_in.MembershipBegan: on_membership_changed,
    events_in.MembershipProlonged: on_membership_changed,
    events_in.MembershipShortened: on_membership_changed,
    events_in.MembershipEnded: on_membership_changed,
    events_in.UserErased: on_user_erased,
}
