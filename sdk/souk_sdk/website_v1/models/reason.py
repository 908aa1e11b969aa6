from ...open_enums import OpenEnum


class Reason(OpenEnum):
    ANIMATED = "animated"
    DAMAGED = "damaged"
    EMPTY = "empty"
    MARKUP = "markup"
    NO_PICTURE = "no-picture"
    OTHER_TYPE = "other-type"
    SVG = "svg"
    TOO_COMPLEX = "too-complex"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_NARROW = "too-narrow"
    TOO_SMALL = "too-small"
    TRAILING_BYTES = "trailing-bytes"
