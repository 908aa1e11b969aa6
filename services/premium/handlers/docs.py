"""Handles requests for the documentation of the premium API, all its versions."""

from chassis.web.docs import documentation

handler = documentation("premium")
