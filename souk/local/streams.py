"""Before a start with kept data: has each table's stream read from its beginning.

MiniStack keeps how far a function has read a table's stream, but not the stream. After a restart the new records would
look as if they had been read already. (Making the event source mappings anew would do too, but then CloudFormation
would know them by ids that no longer exist, and double them at its next update.)
"""

from pathlib import Path

from souk.base.paths import read_json, write_json


def rewind_streams(state: Path) -> int:
    """Forget how far each was read; answers how many."""
    file = state / "lambda.json"
    found = read_json(file)
    positions = found.get("payload", found).get("dynamodb_stream_positions", {}).get("data", {})
    for mapping in positions:
        positions[mapping] = 0
    if positions:
        write_json(file, found)
    return len(positions)
