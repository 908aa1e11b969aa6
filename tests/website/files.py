"""Files that staff may upload as pictures, good and bad, made by Pillow and by hand."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

SIZE = (640, 480)


def drawing(size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    """A picture whose upper left quarter is red, and the rest blue."""
    image = Image.new("RGB", size, (20, 60, 200))
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 2), fill=(220, 30, 30))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """A picture as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def jpeg(size: tuple[int, int] = SIZE, **options: Any) -> bytes:
    """A JPEG."""
    return encoded(drawing(size), "JPEG", **options)


def png(size: tuple[int, int] = SIZE, mode: str = "RGB", **options: Any) -> bytes:
    """A PNG."""
    return encoded(drawing(size, mode), "PNG", **options)


def webp(size: tuple[int, int] = SIZE, **options: Any) -> bytes:
    """A WebP."""
    return encoded(drawing(size), "WEBP", **options)


def photo() -> bytes:
    """A JPEG as a phone makes it: lying on its side, with the place where it was taken, and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # has to be turned by 90 degrees
    exif[0x010F] = "Souk phone"
    exif.get_ifd(0x8825)[1] = "N"
    return jpeg((640, 480), exif=exif, comment=b"taken at home", quality=90)


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(width: int, height: int) -> bytes:
    """A small PNG that is a large picture of one colour."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    pixels = b"".join(rows.compress(row) for _ in range(height)) + rows.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def animated(kind: str) -> bytes:
    """Two pictures in one file."""
    return encoded(drawing(), kind, save_all=True, append_images=[drawing().rotate(90)])


SVG = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"""
PAGE = b"<!doctype html><script>alert(1)</script>"
SCRIPT = b"<script>alert(1)</script>"


def progressive(scans: int) -> bytes:
    """A JPEG whose last scan is repeated."""
    content = jpeg(progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:-2] + content[last:-2] * scans + content[-2:]


REFUSED: dict[str, tuple[str, bytes]] = {
    "no bytes": ("empty", b""),
    "a text": ("no-picture", b"Hello, this is no picture."),
    "a page": ("no-picture", PAGE),
    "a GIF": ("no-picture", encoded(drawing(), "GIF")),
    "a program": ("no-picture", b"\x7fELF" + bytes(600)),
    "an SVG": ("svg", SVG),
    "an SVG without a prologue": ("svg", b"\xef\xbb\xbf  <svg xmlns='http://www.w3.org/2000/svg'/>"),
    "half a JPEG": ("damaged", jpeg()[:-1000]),
    "half a PNG": ("damaged", png()[:-30]),
    "half a WebP": ("damaged", webp()[:-30]),
    "a JPEG's head": ("damaged", jpeg()[:200]),
    "a PNG with a wrong checksum": ("damaged", png().replace(b"IDATx", b"IDATy")),
    "a WebP of zeros": ("damaged", webp()[:30] + bytes(len(webp()) - 30)),
    "a JPEG and a page": ("trailing-bytes", jpeg() + PAGE),
    "a PNG and a zip": ("trailing-bytes", png() + b"PK\x03\x04" + bytes(50)),
    "a WebP and a page": ("trailing-bytes", webp() + PAGE),
    "a JPEG with a page as its comment": ("markup", jpeg(comment=PAGE)),
    "a JPEG with a script in its metadata": ("markup", jpeg(exif=b"Exif\0\0" + SCRIPT)),
    "a PNG with a script in its text": ("markup", png()[:-12] + chunk(b"tEXt", b"a\0" + SCRIPT) + chunk(b"IEND", b"")),
    "an animated PNG": ("animated", animated("PNG")),
    "an animated WebP": ("animated", animated("WEBP")),
    "60 megapixels": ("too-many-pixels", bomb(10_000, 6_000)),
    "a bomb of 2.5 gigapixels": ("too-many-pixels", bomb(50_000, 50_000)),
    "a small one": ("too-small", jpeg((319, 800))),
    "a narrow one": ("too-narrow", jpeg((320, 1281))),
    "a JPEG of too many scans": ("too-complex", progressive(120)),
}
"""Bad files, each with the reason why it is refused."""
