"""The files of an environment that was just deployed: the seed's course if it has none, of a clone its source's."""

from __future__ import annotations

from content.commands import deployed, manifest
from content.commands.course import course
from content.commands.publishing import publish
from souk.base.console import Step
from souk.base.paths import Paths
from souk.cloud.environment import Environment

COURSE = "first-evening"


def run(paths: Paths, environment: Environment, current: Step, is_new: bool, source: Environment | None) -> None:
    """Publish the course, unless it is or was there. A protected environment has no demo staff who could."""
    if "staff" not in environment.demo_users:
        current.done("`souk content publish` publishes content")
        return
    catalogue, shelf = deployed.catalogue(environment), deployed.shelf(environment)
    if source is not None and source.find_stack(deployed.APPLICATION):
        current.doing("copying files")
        for entry in catalogue.published():
            shelf.copy_from(deployed.shelf(source), f"{entry.id}/{entry.revision}/")
    if catalogue.knows(COURSE):
        current.done("published already")
        return
    current.doing("making the course")
    folder = course(paths)
    described = manifest.read(folder)
    files = manifest.files(folder, described)
    publish(described, files, shelf, catalogue, current.doing)
    current.done(f"the course `{described.id}`, {len(files)} files")
