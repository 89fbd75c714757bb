"""The ground of each hue: one family of shapes at low strength, in a box of 400 by 200 units.

Shape, icon and name say again what the color says. Rules do not reach what a picture only points to: the shapes take
`color`, and those that are dark take `fill`, from what points to them. On a screen these are white and black.
"""

LIGHT, LIGHTER = 'fill="currentColor" fill-opacity=".11"', 'fill="currentColor" fill-opacity=".17"'
DARK = 'fill-opacity=".2"'


def _line(width: int, strength: float) -> str:
    return f'fill="none" stroke="currentColor" stroke-width="{width}" stroke-opacity="{strength:g}"'


TERRAIN = {
    "copper": (  # a skyline and a road
        f'<path {LIGHT} d="M0 120h58v80H0zM96 104h74v96H96zM232 92h64v108h-64zM348 112h52v88h-52z"/>'
        f'<path {LIGHTER} d="M44 84h46v116H44zM176 54h50v146h-50zM302 66h40v134h-40z"/>'
        f'<path {DARK} d="M0 168h400v32H0z"/><path {_line(4, 0.55)} stroke-dasharray="20 16" d="M-6 184h412"/>'
    ),
    "rose": (  # circles that overlap
        f'<path {LIGHT} d="M-26 170a96 96 0 0 1 192 0 96 96 0 0 1-192 0z'
        'M226 168a104 104 0 0 1 208 0 104 104 0 0 1-208 0zM2 22a22 22 0 0 1 44 0 22 22 0 0 1-44 0z"/>'
        f'<path {LIGHTER} d="M68 206a128 128 0 0 1 256 0 128 128 0 0 1-256 0z'
        'M342 34a30 30 0 0 1 60 0 30 30 0 0 1-60 0z"/>'
        f'<path {DARK} d="M0 178q100-26 200 0t200 0v22H0z"/>'
    ),
    "violet": (  # spotlights
        f'<path {LIGHT} d="M40-6L-30 200h150zM270-6L190 200h160z"/>'
        f'<path {LIGHTER} d="M150-6L70 200h150zM372-6L300 200h160z"/>'
        f'<ellipse {DARK} cx="200" cy="196" rx="230" ry="30"/>'
    ),
    "green": (  # hills and the sun
        f'<circle {LIGHTER} cx="322" cy="62" r="42"/><circle {LIGHT} cx="322" cy="62" r="62"/>'
        f'<path {LIGHT} d="M0 128q90-62 190-18t210-22v112H0z"/>'
        f'<path {LIGHTER} d="M0 156q120-44 230-12t170-14v70H0z"/>'
        f'<path {DARK} d="M0 184q130-34 240-14t160-8v38H0z"/>'
    ),
    "teal": (  # columns that rise, and a line
        f'<path {LIGHT} d="M10 150h52v50H10zM130 108h52v92h-52zM250 58h52v142h-52z"/>'
        f'<path {LIGHTER} d="M70 128h52v72H70zM190 84h52v116h-52zM310 30h52v170h-52z"/>'
        f'<path {_line(4, 0.45)} d="M10 132L98 104 150 90 216 62 276 38 380 0"/>'
        f'<path {DARK} d="M0 182h400v18H0z"/>'
    ),
    "blue": (  # rings and nodes
        f'<g {_line(2, 0.28)}><circle cx="200" cy="100" r="112"/><circle cx="200" cy="100" r="160"/>'
        f'<circle cx="200" cy="100" r="210"/></g><circle {LIGHT} cx="200" cy="100" r="66"/>'
        f'<path {_line(12, 0.55)} d="M88 100h0M279 20h0M312 100h0M120 22h0M40 100h0M360 100h0"/>'
    ),
    "slate": (  # ruled paper
        f'<path {LIGHTER} d="M0 40h400v3H0zM0 76h400v3H0zM0 112h400v3H0zM0 148h400v3H0z"/>'
        f'<path {DARK} d="M0 184h400v16H0z"/>'
    ),
}
