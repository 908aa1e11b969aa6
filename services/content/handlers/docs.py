"""Handles requests for the documentation of the content API, all its versions."""

from chassis.web.docs import documentation

handler = documentation("content")
