"""A room in the evening, drawn for any moment of it: the pictures and the video of the seed's course."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

SIZE = (640, 360)
DAY, NIGHT = (150, 190, 225), (14, 20, 44)
WALL, DARK_WALL = (232, 222, 205), (58, 50, 58)
LAMP, OFF = (255, 214, 120), (150, 140, 130)
FLOOR = (120, 84, 60)

Colour = tuple[int, int, int]


def draw(moment: float) -> Image.Image:
    """The room at a moment between 0, the afternoon, and 1, the night."""
    dusk = min(1.0, moment * 1.6)
    glow = max(0.0, min(1.0, moment * 4 - 1)) * (1.0 if moment < 0.85 else (1 - moment) / 0.15)
    room = Image.new("RGB", SIZE, mix(mix(WALL, DARK_WALL, dusk), LAMP, glow * 0.25))
    pen = ImageDraw.Draw(room)
    pen.rectangle([0, 290, 640, 360], fill=mix(FLOOR, DARK_WALL, dusk * 0.6))
    _window(pen, moment, dusk)
    _lamp(pen, glow)
    _thermostat(pen, moment)
    return room


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _window(pen: ImageDraw.ImageDraw, moment: float, dusk: float) -> None:
    pen.rectangle([60, 60, 270, 220], fill=mix(DAY, NIGHT, dusk), outline=(245, 245, 240), width=6)
    height = 90 + round(200 * moment)
    if height < 190:
        pen.ellipse([100, height, 134, height + 34], fill=mix((255, 240, 190), (240, 120, 60), dusk))
    if dusk > 0.7:
        for x, y in ((90, 90), (130, 150), (190, 100), (240, 170), (220, 80)):
            pen.ellipse([x, y, x + 3, y + 3], fill=(250, 250, 230))
    pen.line([165, 60, 165, 220], fill=(245, 245, 240), width=4)


def _lamp(pen: ImageDraw.ImageDraw, glow: float) -> None:
    pen.line([470, 190, 470, 300], fill=(70, 60, 55), width=6)
    pen.ellipse([435, 295, 505, 310], fill=(70, 60, 55))
    pen.polygon([(440, 130), (500, 130), (530, 200), (410, 200)], fill=mix(OFF, LAMP, glow))
    if glow > 0:
        pen.ellipse([455, 196, 485, 214], fill=mix(OFF, (255, 244, 214), glow))


def _thermostat(pen: ImageDraw.ImageDraw, moment: float) -> None:
    pen.ellipse([315, 100, 375, 160], fill=(40, 44, 52), outline=(200, 200, 200), width=3)
    degrees = 21 if moment < 0.8 else 20
    pen.text((345, 130), f"{degrees}°", fill=(255, 190, 110), font=ImageFont.load_default(24), anchor="mm")
    minutes = round(18 * 60 + moment * 240)
    clock = f"{minutes // 60:02d}:{minutes % 60:02d}"
    pen.text((620, 340), clock, fill=(240, 235, 225), font=ImageFont.load_default(20), anchor="rm")
