"""Handles requests for the documentation of the website API, all its versions."""

from chassis.web.docs import documentation

handler = documentation("website")
