"""Handles requests for the documentation of the stall API, all its versions."""

from chassis.web.docs import documentation

handler = documentation("stall")
