"""Handles requests for the documentation of the users API, all its versions."""

from chassis.web.docs import documentation

handler = documentation("users")
