"""The use cases of the website's subjects, one verb per function."""
