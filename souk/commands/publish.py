"""`souk publish`: every function answers as it is set now."""

from souk.base.console import heading, screen, step
from souk.cloud import stack, versions
from souk.commands.options import Env, OnAws, chosen


def publish(env: Env = "dev", on_aws: OnAws = False) -> None:
    """Have every function answer as it is set now. For changes of parameters alone, of which SAM makes no version."""
    aws = chosen(on_aws)
    stack.require(aws, env)
    heading("souk publish", env)
    with step("versions", "looking for functions that were changed") as current:
        moved = versions.settle_all(aws, env)
        current.done(f"{moved} new" if moved else "nothing changed")
    screen.print()
