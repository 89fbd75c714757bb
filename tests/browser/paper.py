"""What stands on printed sheets, and how large."""

import re
from math import sqrt
from unicodedata import normalize


def pieces(sheet):
    """The pieces of text on a sheet: [(text, left, baseline, size), ...] in points."""
    found = []

    def visit(text, matrix, text_matrix, font, size):
        if text.strip() and font is not None:
            a, b, c, d, e, f = (float(number) for number in text_matrix)
            m = [float(number) for number in matrix]
            x, y = e * m[0] + f * m[2] + m[4], e * m[1] + f * m[3] + m[5]
            scale = sqrt(abs((a * d - b * c) * (m[0] * m[3] - m[1] * m[2])))
            found.append((text.strip(), x, y, size * scale))

    sheet.extract_text(visitor_text=visit)
    return found


def flat(text):
    """Without spaces, soft hyphens and ligatures: a printer breaks lines and joins letters where it likes."""
    return re.sub(r"[\s\xad]", "", normalize("NFKC", text))
