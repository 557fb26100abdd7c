"""Makes resources/fonts/Signs-Regular.ttf: the few signs that stand among Bangla and Latin words and that neither of
their fonts has. Windows draws a box where Linux finds some other font, so the app brings them along.

Run by hand where Debian's fonts-noto-core is installed, when a sentence needs a new sign:
`python installer/make_sign_font.py`.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
NOTO = Path("/usr/share/fonts/truetype/noto")
FONT = ROOT / "resources" / "fonts" / "Signs-Regular.ttf"
FAMILY = "BSUH Signs"
SIGNS = {"NotoSans": "$&@`¡¢£¤¥¦§¨©«¬®¯°±´¶·¸»¿˜‑‖‚„†‡•‰‹›™�", "NotoSansMath": "←↑→↓≠≥", "NotoSansSymbols2": "✓✕⌫"}

_HEIGHTS = {
    "hhea": "ascent descent lineGap",
    "OS/2": "sTypoAscender sTypoDescender sTypoLineGap usWinAscent usWinDescent sxHeight sCapHeight",
}


def make(noto: Path = NOTO) -> bytes:
    """The font's bytes, from Noto's fonts in `noto`; its lines are as high as those of Noto Sans."""
    plain = TTFont(ROOT / "resources" / "fonts" / "NotoSans-Regular.ttf")
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for name, signs in SIGNS.items():
            part = Path(folder, f"{name}.ttf")
            _only(TTFont(noto / f"{name}-Regular.ttf"), signs).save(part)
            parts.append(str(part))
        font = Merger().merge(parts)
    for table, fields in _HEIGHTS.items():
        for field in fields.split():
            setattr(font[table], field, getattr(plain[table], field))
    for number, text in {1: FAMILY, 3: FAMILY, 4: FAMILY, 6: FAMILY.replace(" ", "")}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["head"].created = font["head"].modified = plain["head"].modified
    font.recalcTimestamp = False
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _only(font: TTFont, signs: str) -> TTFont:
    """`font` with these signs alone, as bare outlines."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["MATH", "GPOS", "GSUB", "GDEF"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(text=signs)
    subsetter.subset(font)
    return font


if __name__ == "__main__":
    FONT.write_bytes(make())
    print(f"{FONT.relative_to(ROOT)}: {FONT.stat().st_size} bytes")
