"""Draws the pictures of the seed's products beside itself: `python -m website.seed_pictures.draw` in `services/`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from website.seed_pictures.scene import FINE, Scene, darker, ellipse, lighter, ring_of, scaled, segments, vertical, wave


def bulb() -> Image.Image:
    scene = Scene((52, 58, 96), (36, 32, 56))
    scene.light((640, 400), 1500, (255, 196, 110), 190)
    scene.shadow((520, 770, 780, 830))
    neck = scene.mask(
        lambda pen: pen.polygon(
            [(each[0] * FINE, each[1] * FINE) for each in ((545, 540), (735, 540), (700, 650), (580, 650))], fill=255
        )
    )
    scene.fill(neck, (255, 226, 160), (236, 172, 92))
    glass = scene.oval((450, 190, 830, 590), (255, 250, 226), (255, 200, 112))
    scene.sheen(glass, (500, 230, 620, 400), 200)
    scene.round((572, 636, 708, 790), 18, (214, 216, 226), (112, 116, 136), sideways=True)
    for y in (668, 704, 740):
        scene.round((566, y, 714, y + 14), 7, (244, 246, 252), (136, 140, 160), sideways=True)
    scene.round((606, 786, 674, 812), 10, (90, 92, 108), (46, 48, 60))
    return scene.finished()


def strip() -> Image.Image:
    scene = Scene((38, 30, 64), (24, 20, 42))
    colours = [(255, 92, 120), (255, 164, 92), (255, 226, 112), (122, 232, 152), (96, 196, 255), (176, 132, 255)]
    for number, colour in enumerate(colours):
        scene.light((190 + number * 180, 430), 620, colour, 170)
    scene.shadow((130, 470, 1150, 540), 150, 20)
    body = scene.round((110, 396, 1170, 482), 43, (250, 250, 255), (206, 208, 226))
    scene.shade(body, (110, 460, 1170, 520), 70, 12)
    for number in range(24):
        colour = colours[number * len(colours) // 24]
        x = 150 + number * 42
        scene.oval((x, 422, x + 32, 454), lighter(colour, 70), colour)
    scene.round((1150, 420, 1230, 458), 12, (60, 60, 76), (30, 30, 42))
    scene.light((640, 760), 1300, (190, 150, 255), 60)
    return scene.finished()


def speaker() -> Image.Image:
    scene = Scene((232, 206, 186), (190, 150, 122))
    scene.shadow((430, 770, 890, 850))
    body = scene.round((440, 200, 840, 820), 90, (74, 82, 92), (34, 38, 46), sideways=True)
    for row in range(30):
        for column in range(20):
            x, y = 462 + column * 18.5 + row % 2 * 9, 290 + row * 16.5
            dot = (x, y, x + 7, y + 7)
            ImageDraw.Draw(scene.image).ellipse(scaled(dot), fill=(24, 27, 33))
    scene.sheen(body, (450, 240, 540, 780), 60, 30)
    scene.oval((460, 196, 820, 280), (110, 120, 132), (60, 66, 76))
    scene.oval((520, 208, 760, 262), (40, 44, 52), (58, 64, 74))
    ring = scene.mask(lambda pen: pen.ellipse(scaled((526, 212, 754, 258)), outline=255, width=6 * FINE))
    scene.fill(ring, (90, 230, 255), (130, 120, 255), sideways=True)
    scene.round((596, 770, 684, 782), 6, (238, 206, 150), (190, 150, 92))
    return scene.finished()


def sensor() -> Image.Image:
    scene = Scene((206, 226, 204), (168, 136, 104))
    scene.shadow((400, 790, 900, 860))
    for x, y, lean, green in (
        (520, 300, -90, (74, 146, 84)),
        (600, 210, -20, (96, 172, 98)),
        (700, 250, 60, (60, 132, 76)),
        (460, 400, -130, (104, 182, 108)),
        (800, 370, 130, (86, 158, 92)),
    ):
        leaf = scene.mask(ellipse((x - 62, y, x + 62, 600)))
        leaf = leaf.rotate(-lean / 4, center=(640 * FINE, 620 * FINE), resample=Image.Resampling.BICUBIC)
        scene.fill(leaf, lighter(green, 34), darker(green, 26))
    pot = scene.mask(
        lambda pen: pen.polygon(
            [(each[0] * FINE, each[1] * FINE) for each in ((440, 560), (860, 560), (800, 830), (500, 830))], fill=255
        )
    )
    scene.fill(pot, (222, 128, 92), (168, 84, 58), sideways=True)
    scene.round((420, 530, 880, 600), 18, (236, 146, 108), (186, 98, 68), sideways=True)
    scene.oval((446, 536, 854, 580), (74, 52, 42), (54, 38, 32))
    body = scene.round((690, 330, 778, 600), 40, (255, 255, 255), (214, 222, 216), sideways=True)
    scene.sheen(body, (694, 340, 730, 560), 160, 8)
    scene.light((734, 384), 120, (120, 240, 140), 190)
    scene.oval((718, 368, 750, 400), (170, 255, 180), (60, 200, 96))
    scene.oval((716, 440, 752, 492), (120, 190, 240), (60, 130, 200))
    return scene.finished()


def doorbell() -> Image.Image:
    scene = Scene((186, 196, 206), (150, 160, 172))
    size = scene.image.size
    scene.image = vertical(size, (196, 120, 92), (160, 92, 70))
    pen = ImageDraw.Draw(scene.image)
    for row in range(14):
        for column in range(-1, 9):
            x, y = column * 170 + row % 2 * 85, row * 72
            shade = (row * 7 + column * 13) % 5 * 6
            pen.rounded_rectangle(
                scaled((x, y, x + 160, y + 62)), 6 * FINE, fill=(188 - shade, 104 - shade, 80 - shade)
            )
    scene.light((320, 200), 1200, (255, 226, 190), 90)
    scene.shadow((520, 170, 860, 860), 150, 34)
    body = scene.round((500, 120, 780, 830), 120, (70, 74, 84), (24, 26, 32), sideways=True)
    scene.sheen(body, (510, 160, 590, 760), 50, 24)
    scene.oval((550, 180, 730, 360), (16, 18, 24), (40, 44, 54))
    lens = scene.oval((584, 214, 696, 326), (58, 70, 110), (12, 14, 28))
    scene.sheen(lens, (600, 226, 646, 266), 210, 6)
    scene.light((640, 640), 420, (90, 190, 255), 120)
    scene.oval((544, 544, 736, 736), (120, 214, 255), (60, 120, 240))
    scene.oval((560, 560, 720, 720), (244, 248, 255), (196, 206, 224))
    return scene.finished()


def thermostat() -> Image.Image:
    scene = Scene((240, 228, 214), (214, 196, 176))
    scene.shadow((350, 230, 950, 870), 110, 40)
    scene.oval((340, 150, 940, 750), (255, 255, 255), (196, 192, 190))
    scene.oval((362, 172, 918, 728), (96, 98, 108), (226, 224, 224))
    face = scene.oval((384, 194, 896, 706), (38, 40, 50), (16, 17, 24))
    arc = scene.mask(lambda pen: pen.arc(scaled((424, 234, 856, 666)), 140, 350, fill=255, width=26 * FINE))
    scene.fill(arc, (255, 190, 90), (255, 88, 64), sideways=True)
    rest = scene.mask(lambda pen: pen.arc(scaled((424, 234, 856, 666)), 350, 400, fill=255, width=26 * FINE))
    scene.fill(rest, (70, 74, 88), (70, 74, 88))
    segments(scene, 528, 360, "21", (255, 250, 244))
    scene.light((640, 450), 700, (255, 150, 80), 46)
    scene.sheen(face, (440, 200, 700, 330), 36, 30)
    return scene.finished()


def purifier() -> Image.Image:
    scene = Scene((198, 218, 230), (176, 160, 146))
    scene.shadow((410, 800, 900, 880))
    body = scene.round((430, 150, 850, 850), 130, (255, 255, 255), (204, 212, 220), sideways=True)
    for number in range(24):
        y = 470 + number * 14
        scene.round((470, y, 810, y + 6), 3, (176, 188, 200), (206, 214, 222), sideways=True)
    scene.sheen(body, (440, 190, 520, 800), 190, 22)
    scene.oval((470, 156, 810, 250), (228, 234, 240), (176, 188, 200))
    scene.oval((510, 172, 770, 236), (70, 80, 94), (120, 132, 148))
    for radius in (92, 66, 40):
        box = (640 - radius, 204 - radius / 4, 640 + radius, 204 + radius / 4)
        ring = scene.mask(ring_of(box, 4))
        scene.fill(ring, (190, 200, 212), (150, 162, 178))
    scene.light((640, 370), 300, (90, 220, 200), 120)
    ring = scene.mask(lambda pen: pen.ellipse(scaled((596, 326, 684, 414)), outline=255, width=10 * FINE))
    scene.fill(ring, (90, 230, 210), (50, 170, 200))
    return scene.finished()


def hub() -> Image.Image:
    scene = Scene((126, 136, 210), (96, 92, 150))
    scene.light((640, 420), 1400, (210, 190, 255), 110)
    scene.shadow((330, 700, 950, 820), 150, 30)
    scene.round((330, 520, 950, 760), 110, (64, 62, 92), (34, 32, 54))
    top = scene.round((330, 420, 950, 720), 120, (252, 252, 255), (214, 214, 232))
    scene.sheen(top, (380, 430, 700, 540), 200, 24)
    scene.shade(top, (330, 690, 950, 760), 60, 16)
    for radius, colour in ((112, (255, 170, 92)), (78, (255, 104, 132)), (44, (150, 110, 255))):
        arc = scene.mask(wave(radius))
        scene.fill(arc, lighter(colour, 30), colour)
    scene.oval((622, 580, 658, 608), (110, 90, 230), (80, 60, 200))
    return scene.finished()


DRAWINGS = {
    "ARIA-SPEAKER": speaker,
    "DRIFT-PURIFIER": purifier,
    "EMBER-THERMOSTAT": thermostat,
    "HUB-MINI": hub,
    "LUMEN-BULB": bulb,
    "LUMEN-STRIP": strip,
    "SPROUT-SENSOR": sensor,
    "VIGIL-DOORBELL": doorbell,
}

if __name__ == "__main__":
    for sku, draw in DRAWINGS.items():
        draw().save(Path(__file__).with_name(f"{sku.lower()}.webp"), "WEBP", quality=82, method=6)
