"""Handles requests for the documentation of the orders API, all its versions."""

from chassis.web.docs import documentation

handler = documentation("orders")
