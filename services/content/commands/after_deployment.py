"""The course of the seed in an environment that was just deployed: published if it never was."""

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
    if catalogue.knows(COURSE):
        current.done("published already")
        return
    current.doing("making the course")
    folder = course(paths)
    described = manifest.read(folder)
    files = manifest.files(folder, described)
    publish(described, files, shelf, catalogue, current.doing)
    current.done(f"the course `{described.id}`, {len(files)} files")
