"""`souk remove`: removes a service."""

import typer

from souk.commands.new import Service, apply, checkout

app = typer.Typer(
    help="Remove a service from the checkout.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command(name="service")
def remove_service(name: Service) -> None:
    """Remove a service that no other depends on, with its tests, contracts and clients."""
    root = checkout()
    from souk.scaffold import removal  # reads every service, once an earlier run is undone

    plan = removal.service(root, name)
    todo = "The next deployment deletes its table with its data."
    apply(plan, f"service {name}", todo, "make test-unit lint", "souk up", verb="remove")
