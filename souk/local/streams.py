"""Resets the read positions of table streams before a start with stored data.

MiniStack stores how far a function has read a table's stream, but not the stream. After a restart new records would
look as if they had been read. (New event source mappings would help, too, but CloudFormation would keep their old ids,
and create them again at its next update.)
"""

from pathlib import Path

from souk.base.paths import read_json, write_json


def rewind_streams(state: Path) -> int:
    """Reset all read positions; returns how many there were."""
    file = state / "lambda.json"
    content = read_json(file)
    positions = content.get("payload", content).get("dynamodb_stream_positions", {}).get("data", {})
    for mapping in positions:
        positions[mapping] = 0
    if positions:
        write_json(file, content)
    return len(positions)
