"""HTTP/2 of urllib3, which no function switches on.

urllib3 would import what reads the metadata of packages, only to look for a package of HTTP/2 when asked to switch.
"""
