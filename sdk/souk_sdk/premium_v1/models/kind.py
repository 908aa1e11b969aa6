from ...open_enums import OpenEnum


class Kind(OpenEnum):
    GRANT = "grant"
    ORDER = "order"
    REVOCATION = "revocation"
