"""What an address asks for in vain, as a page shows it."""

LONGEST_SHOWN = 40  # characters: a link to this site is no place for somebody's text


def as_shown(text: str) -> str:
    return "".join(character for character in text if character.isprintable())[:LONGEST_SHOWN] or "?"
