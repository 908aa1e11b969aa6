"""A gadget on a table, drawn with light and shadow by Pillow."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (1280, 960)
FINE = 2  # drawn so many times larger, for smooth edges
Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]
SEGMENTS: dict[str, Box] = {
    "a": (10, 0, 80, 14),
    "b": (78, 10, 92, 80),
    "c": (78, 92, 92, 162),
    "d": (10, 158, 80, 172),
    "e": (-2, 92, 12, 162),
    "g": (10, 79, 80, 93),
}


class Scene:
    """A gadget on a table, lit from the upper left. Coordinates are pixels of the finished picture."""

    def __init__(self, wall: Colour, table: Colour) -> None:
        size = (SIZE[0] * FINE, SIZE[1] * FINE)
        self.image = vertical(size, lighter(wall, 30), wall)
        self.image.paste(vertical((size[0], 300 * FINE), table, darker(table, 26)), (0, 660 * FINE))
        self.light((300, 200), 900, (255, 255, 255), 70)

    def mask(self, draw: Callable[[ImageDraw.ImageDraw], None], blur: float = 0) -> Image.Image:
        """A mask of the shapes that `draw` draws."""
        mask = Image.new("L", self.image.size)
        draw(ImageDraw.Draw(mask))
        return mask.filter(ImageFilter.GaussianBlur(blur * FINE)) if blur else mask

    def fill(self, mask: Image.Image, top: Colour, bottom: Colour, sideways: bool = False) -> None:
        """Fill a mask with a gradient over its own box."""
        box = mask.getbbox() or (0, 0, 1, 1)
        size = (box[2] - box[0], box[3] - box[1])
        paint = horizontal(size, top, bottom) if sideways else vertical(size, top, bottom)
        self.image.paste(paint, box[:2], mask.crop(box))

    def shadow(self, box: Box, strength: int = 120, blur: float = 26) -> None:
        """A soft shadow."""
        mask = self.mask(lambda pen: pen.ellipse(scaled(box), fill=strength), blur)
        self.image.paste((20, 16, 30), (0, 0), mask)

    def light(self, centre: tuple[float, float], radius: float, colour: Colour, strength: int) -> None:
        """A glow."""
        x, y = centre
        box = (x - radius / 3, y - radius / 3, x + radius / 3, y + radius / 3)
        mask = self.mask(lambda pen: pen.ellipse(scaled(box), fill=strength), radius / 4)
        glow = ImageChops.screen(self.image, Image.new("RGB", self.image.size, colour))
        self.image.paste(glow, (0, 0), mask)

    def round(self, box: Box, radius: float, top: Colour, bottom: Colour, sideways: bool = False) -> Image.Image:
        """A rounded body; returns its mask."""
        mask = self.mask(lambda pen: pen.rounded_rectangle(scaled(box), radius * FINE, fill=255))
        self.fill(mask, top, bottom, sideways)
        return mask

    def oval(self, box: Box, top: Colour, bottom: Colour) -> Image.Image:
        """An oval; returns its mask."""
        mask = self.mask(lambda pen: pen.ellipse(scaled(box), fill=255))
        self.fill(mask, top, bottom)
        return mask

    def sheen(self, within: Image.Image, box: Box, strength: int = 90, blur: float = 18) -> None:
        """A reflection on a body."""
        mask = self.mask(lambda pen: pen.ellipse(scaled(box), fill=strength), blur)
        self.image.paste((255, 255, 255), (0, 0), ImageChops.multiply(mask, within))

    def shade(self, within: Image.Image, box: Box, strength: int = 110, blur: float = 30) -> None:
        """The dark side of a body."""
        mask = self.mask(lambda pen: pen.ellipse(scaled(box), fill=strength), blur)
        self.image.paste((12, 10, 24), (0, 0), ImageChops.multiply(mask, within))

    def finished(self) -> Image.Image:
        """The picture in its size."""
        return self.image.resize(SIZE, Image.Resampling.LANCZOS)


Draw = Callable[[ImageDraw.ImageDraw], None]


def ellipse(box: Box) -> Draw:
    """A filled ellipse."""
    return lambda pen: pen.ellipse(scaled(box), fill=255)


def ring_of(box: Box, width: int) -> Draw:
    """The line of an ellipse."""
    return lambda pen: pen.ellipse(scaled(box), outline=255, width=width * FINE)


def wave(radius: float) -> Draw:
    """A wave of radio above a dot."""
    box = (640 - radius, 590 - radius * 0.7, 640 + radius, 590 + radius * 0.7)
    return lambda pen: pen.arc(scaled(box), 200, 340, fill=255, width=16 * FINE)


def scaled(box: Box) -> Box:
    return (box[0] * FINE, box[1] * FINE, box[2] * FINE, box[3] * FINE)


def lighter(colour: Colour, by: int) -> Colour:
    red, green, blue = (min(255, part + by) for part in colour)
    return red, green, blue


def darker(colour: Colour, by: int) -> Colour:
    red, green, blue = (max(0, part - by) for part in colour)
    return red, green, blue


def vertical(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    """A gradient from top to bottom."""
    mask = Image.linear_gradient("L").resize(size, Image.Resampling.BICUBIC)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def horizontal(size: tuple[int, int], left: Colour, right: Colour) -> Image.Image:
    """A gradient from left to right."""
    return vertical((size[1], size[0]), left, right).transpose(Image.Transpose.TRANSPOSE)


def segments(scene: Scene, x: float, y: float, digits: str, colour: Colour) -> None:
    """A number of seven segments a digit."""
    for number, digit in enumerate(digits):
        for name in {"2": "abged", "1": "bc"}[digit]:
            left, top, right, bottom = SEGMENTS[name]
            scene.round((x + left + number * 124, y + top, x + right + number * 124, y + bottom), 7, colour, colour)
