"""What is drawn anew at each run. A run prints its seed; TESTS_SEED=<that number> draws the same again."""

import os
import random

# The workers of pytest-xdist inherit it.
SEED = os.environ.setdefault("TESTS_SEED", str(random.SystemRandom().randrange(1_000_000)))


def die(name: str) -> random.Random:
    """Random numbers for one test: the same ones wherever it runs, and whatever ran before it."""
    return random.Random(f"{SEED} {name}")


def drawn(some, number: int, name: str) -> list:
    """So many of them in the order that they have, or all of them if there are fewer."""
    some = list(some)
    places = die(name).sample(range(len(some)), min(number, len(some)))
    return [some[place] for place in sorted(places)]
