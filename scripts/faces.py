#!/usr/bin/env python3
"""Writes src/rejoin/faces.inc: how wide characters are in faces that text is commonly set in.

scripts/faces.py > src/rejoin/faces.inc

Reads the fonts of Debian's packages fonts-liberation, fonts-noto-core, fonts-noto-cjk, fonts-dejavu, fonts-lmodern and
fonts-texgyre by python3-fonttools. Widths are facts of the printed page; nothing else is taken from a font. Needed only
to add a face or a block of characters.
"""
from fontTools.ttLib import TTFont

TRUETYPE = "/usr/share/fonts/truetype/"
OPENTYPE = "/usr/share/fonts/opentype/"
TEX = "/usr/share/texmf/fonts/opentype/public/"
# Name in the source, font: one of each design that many others share the widths of.
FACES = [
    ("times", TRUETYPE + "liberation/LiberationSerif-Regular.ttf"),
    ("arial", TRUETYPE + "liberation/LiberationSans-Regular.ttf"),
    ("noto_serif", TRUETYPE + "noto/NotoSerif-Regular.ttf"),
    ("noto_sans", TRUETYPE + "noto/NotoSans-Regular.ttf"),
    ("song", OPENTYPE + "noto/NotoSerifCJK-Regular.ttc"),
    ("hei", OPENTYPE + "noto/NotoSansCJK-Regular.ttc"),
    ("dejavu_serif", TRUETYPE + "dejavu/DejaVuSerif.ttf"),
    ("dejavu_sans", TRUETYPE + "dejavu/DejaVuSans.ttf"),
    ("modern", TEX + "lm/lmroman10-regular.otf"),
    ("palatino", TEX + "tex-gyre/texgyrepagella-regular.otf"),
]
BLOCKS = [(0x20, 0x180), (0x370, 0x400), (0x400, 0x460), (0x2010, 0x2040), (0x20A0, 0x20C0), (0x2100, 0x2128)]


def widths(path):
    font = TTFont(path, fontNumber=0)
    metrics = font["hmtx"]
    units = font["head"].unitsPerEm
    return {point: round(metrics[glyph][0] * 1000 / units) for point, glyph in font.getBestCmap().items()}


def main():
    faces = [(name, widths(path)) for name, path in FACES]
    print("// Made by scripts/faces.py. Do not edit.")
    print("// Advances in thousandths of an em: the average of the faces, then each face; 0 where none has the character.")
    print(f"// Faces: {', '.join(name for name, _ in faces)}.")
    print(f"constexpr int kProportionalFaces = {len(faces)};")
    print("struct Block {\n  char32_t first;\n  char32_t last;\n  std::size_t row;\n};")
    print("constexpr Block kBlocks[] = {")
    row = 0
    for first, past in BLOCKS:
        print(f"    {{0x{first:X}, 0x{past - 1:X}, {row}}},")
        row += past - first
    print("};")
    print("constexpr std::uint16_t kAdvances[][kProportionalFaces + 1] = {")
    for first, past in BLOCKS:
        for point in range(first, past):
            have = [w[point] for _, w in faces if point in w]
            middle = round(sum(have) / len(have)) if have else 0
            cells = [middle] + [w.get(point, middle) for _, w in faces]
            print("    {" + ", ".join(str(c) for c in cells) + "},")
    print("};")


main()
