"""How the admin names an entry where several may have its name."""


def label_with_place(entry) -> str:
    """An entry's name, and where it stands if others may have that name too: 'Accounting (Finance, original)'."""
    return getattr(entry, "name_and_place", None) or str(entry)
