from ...open_enums import OpenEnum


class State(OpenEnum):
    READY = "ready"
    REFUSED = "refused"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
