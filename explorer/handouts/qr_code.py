"""QR codes of addresses, for paper."""

from functools import lru_cache
from io import BytesIO

import segno


@lru_cache(maxsize=256)  # one takes 6 ms, and a set of handouts has one for each cluster
def draw_qr_code(address: str, *, error: str = "m", border: int = 2) -> str:
    """Return an SVG picture, dark on light in every theme, because cameras want it so.

    `error` says how much of it may be lost: 'l', 'm', 'q' or 'h'; `border` is the width of its edge in squares.
    Nothing of the address is in the SVG but as squares.
    """
    svg = BytesIO()
    code = segno.make_qr(address, error=error)
    code.save(
        svg,
        kind="svg",
        xmldecl=False,
        nl=False,
        border=border,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        light="#fff",
    )
    return svg.getvalue().decode()
