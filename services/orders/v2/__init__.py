"""The orders API, version 2: amounts are decimal strings, lists link to their next page."""
