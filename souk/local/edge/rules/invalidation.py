"""Invalidations: which objects of the cache a path removes."""

from urllib.parse import unquote


def invalidates(path: str, key_path: str, key_query: str) -> bool:
    """Whether an invalidation path removes the object of a key, whatever its headers and cookies.

    Case matters. A `*` at the end stands for any characters. Query strings of the cache key are part of the path.

    Guide: invalidation-specifying-objects.html.
    """
    target = unquote(f"{key_path}?{key_query}" if key_query else key_path)
    pattern = unquote(f"/{path.removeprefix('/')}")
    if pattern.endswith("*"):
        return target.startswith(pattern[:-1])
    return target == pattern
