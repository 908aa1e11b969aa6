"""Makes thumbnails by Pillow: upright, in sRGB, without metadata, as WebP and JPEG.

Only the decoder of the type that the file's first bytes tell is tried, and the number of pixels is checked before any
is decoded, so that a decompression bomb costs no memory.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms, ImageOps

from website.domain.picture_files import check_structure
from website.domain.pictures import JPEG, MAX_PIXELS, MAX_RATIO, MIN_SIDE, PNG, WEBP, WIDTHS, Reason, Refused
from website.ports.pictures import Rendition

DECODERS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
SRGB = ImageCms.createProfile("sRGB")
TRANSPARENT = {"RGBA", "LA", "PA"}
DEEP = {"I;16", "I;16B", "I;16L", "I;16N"}


class PillowThumbnailer:
    """Renders pictures in this process."""

    def render(self, content: bytes) -> list[Rendition]:
        """The thumbnails of a picture, narrowest first. Raises Refused."""
        media_type = check_structure(content)
        with _refusing_damage():
            image = Image.open(io.BytesIO(content), formats=[DECODERS[media_type]])
            _check_size(*image.size)
            # JPEGs are decoded at a half, a quarter or an eighth, if that is still large enough.
            image.draft("RGB" if image.mode == "YCbCr" else None, (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
            image.load()
            picture = _flat_colours(ImageOps.exif_transpose(image))
        widths = [width for width in WIDTHS if width <= picture.width]
        return [rendition for each in _scaled(picture, widths) for rendition in _encoded(each)]


@contextmanager
def _refusing_damage() -> Iterator[None]:
    """Refuse files that Pillow can't decode: its decoders raise many things."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (MemoryError, Refused):
        raise
    except Image.DecompressionBombError as error:
        raise Refused(Reason.TOO_MANY_PIXELS) from error
    except Exception as error:
        raise Refused(Reason.DAMAGED) from error


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise Refused(Reason.TOO_MANY_PIXELS)
    if min(width, height) < MIN_SIDE:
        raise Refused(Reason.TOO_SMALL)
    if max(width, height) > MAX_RATIO * min(width, height):
        raise Refused(Reason.TOO_NARROW)


def _flat_colours(image: Image.Image) -> Image.Image:
    """The picture as RGB or RGBA of sRGB, not much larger than the largest thumbnail."""
    profile = image.info.get("icc_profile")
    if image.mode in DEEP:
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in TRANSPARENT or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode not in ("RGB", "CMYK", "L", "LAB"):
        image = image.convert("RGB")
    if image.width > WIDTHS[-1]:
        height = round(image.height * WIDTHS[-1] / image.width)
        image = image.resize((WIDTHS[-1], height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if profile:
        image = _in_srgb(image, profile)
    return image if image.mode in ("RGB", "RGBA") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The same colours by the profile of all screens. A profile that can't be used is ignored, as browsers do."""
    target = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, SRGB, outputMode=target) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _scaled(picture: Image.Image, widths: list[int]) -> Iterator[Image.Image]:
    for width in widths:
        size = (width, max(1, round(picture.height * width / picture.width)))
        scaled = picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)
        scaled.info.clear()  # encoders would write a comment or a profile from it
        yield scaled


def _encoded(image: Image.Image) -> Iterator[Rendition]:
    yield Rendition(image.width, image.height, WEBP, _bytes(image, "WEBP", quality=80, method=4))
    opaque = image
    if image.mode == "RGBA":
        opaque = Image.new("RGB", image.size, "white")
        opaque.paste(image, mask=image.getchannel("A"))
    options = {"quality": 82, "optimize": True, "progressive": True}
    yield Rendition(image.width, image.height, JPEG, _bytes(opaque, "JPEG", **options))


def _bytes(image: Image.Image, encoder: str, **options: int | bool) -> bytes:
    file = io.BytesIO()
    image.save(file, encoder, **options)
    return file.getvalue()
