"""Handles requests for the documentation of the notifications API, all its versions."""

from chassis.web.docs import documentation

handler = documentation("notifications")
