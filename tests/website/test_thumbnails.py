"""Thumbnails are upright, in the right colours and sizes, without metadata; bad files are refused with a reason."""

from __future__ import annotations

import io
import resource
import subprocess
import sys

import pytest
from PIL import Image, ImageCms

from tests.website.files import REFUSED, bomb, drawing, encoded, jpeg, photo, png, webp
from website.adapters.thumbnails import PillowThumbnailer
from website.domain.picture_files import HEAD, type_of
from website.domain.pictures import WORDS, Reason, Refused
from website.ports.pictures import Rendition

SOFT = 30
"""How much a colour may change by an encoder."""


def render(content: bytes) -> dict[tuple[int, str], Rendition]:
    return {(each.width, each.type): each for each in PillowThumbnailer().render(content)}


def opened(rendition: Rendition) -> Image.Image:
    image = Image.open(io.BytesIO(rendition.content))
    image.load()
    return image


def red_and_blue(image: Image.Image) -> bool:
    """Whether the upper left is red, and the lower right blue."""
    upper, lower = (image.convert("RGB").getpixel((int(x * image.width), int(x * image.height))) for x in (0.2, 0.8))
    assert isinstance(upper, tuple)
    assert isinstance(lower, tuple)
    return bool(upper[0] > 200 - SOFT and upper[2] < 30 + SOFT and lower[2] > 200 - SOFT and lower[0] < 20 + SOFT)


@pytest.mark.parametrize(("reason", "content"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_file_is_refused_with_its_reason(reason: str, content: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        render(content)

    assert refusal.value.reason == reason


def test_every_reason_has_words() -> None:
    assert set(WORDS) == set(Reason)


@pytest.mark.parametrize("content", [jpeg((1600, 1200)), png((1600, 1200)), webp((1600, 1200))], ids=["J", "P", "W"])
def test_a_picture_has_three_sizes_in_two_formats(content: bytes) -> None:
    renditions = render(content)

    assert [*renditions] == [(width, kind) for width in (320, 640, 1280) for kind in ("image/webp", "image/jpeg")]
    for rendition in renditions.values():
        image = opened(rendition)
        assert image.size == (rendition.width, rendition.height)
        assert abs(image.width * 3 - image.height * 4) < 4
        assert Image.MIME[image.format or ""] == rendition.type == type_of(rendition.content[:HEAD])
        assert red_and_blue(image)


def test_nothing_is_enlarged() -> None:
    assert {width for width, _ in render(jpeg((700, 700)))} == {320, 640}


def test_a_photo_is_upright_and_does_not_tell_where_it_was_taken() -> None:
    content = photo()
    assert b"Souk phone" in content

    for rendition in render(content).values():
        image = opened(rendition)
        assert image.height > image.width
        assert not image.getexif()
        assert {"exif", "icc_profile", "comment", "xmp"} & image.info.keys() == set()
        assert b"Souk phone" not in rendition.content
        assert b"home" not in rendition.content
    upper_right = opened(render(content)[320, "image/jpeg"]).getpixel((300, 20))
    assert isinstance(upper_right, tuple)
    assert upper_right[0] > 200 - SOFT


@pytest.mark.parametrize("mode", ["P", "L", "LA", "RGBA", "1", "I;16"])
def test_every_kind_of_png_can_be_shown(mode: str) -> None:
    content = encoded(Image.new("I;16", (640, 480), 40_000), "PNG") if mode == "I;16" else png(mode=mode)

    assert len(render(content)) == 4


def test_a_transparent_picture_stays_so_as_webp_and_is_white_as_jpeg() -> None:
    glass = drawing(mode="RGBA")
    glass.putalpha(0)
    renditions = render(encoded(glass, "PNG"))

    assert opened(renditions[320, "image/webp"]).getchannel("A").getextrema() == (0, 0)
    assert opened(renditions[320, "image/jpeg"]).getpixel((9, 9)) == (255, 255, 255)


def test_a_picture_for_printers_gets_the_colours_of_screens() -> None:
    assert red_and_blue(opened(render(encoded(drawing().convert("CMYK"), "JPEG"))[320, "image/jpeg"]))


def test_colours_are_those_of_the_profile() -> None:
    red, green, blue = drawing().split()
    swapped = Image.merge("RGB", (blue, green, red))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for old, new in ((b"rXYZ", b"...."), (b"bXYZ", b"rXYZ"), (b"....", b"bXYZ")):
        profile = profile.replace(old, new, 1)
    content = encoded(swapped, "JPEG", icc_profile=profile)

    assert not red_and_blue(swapped)
    assert red_and_blue(opened(render(content)[320, "image/webp"]))
    assert len(render(jpeg(icc_profile=b"no profile"))) == 4


def test_a_bomb_costs_no_memory() -> None:
    program = (
        "import resource, sys; from website.adapters.thumbnails import PillowThumbnailer as T\n"
        "from website.domain.pictures import Refused\n"
        "content = sys.stdin.buffer.read(); before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: T().render(content)\n"
        "except Refused as refusal: print(refusal.reason)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    result = subprocess.run([sys.executable, "-c", program], input=bomb(50_000, 50_000), capture_output=True)

    reason, grown = result.stdout.decode().split()
    assert (reason, int(grown) < 20_000) == ("too-many-pixels", True), result.stderr


def test_the_largest_picture_takes_a_bounded_time_of_the_processor() -> None:
    content = bomb(8_000, 6_250)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime

    assert len(render(content)) == 6

    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 20
