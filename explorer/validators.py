"""Where landed migrations look for the validators that have moved to text/validators.py. Nothing else does."""

from .text.validators import *  # noqa: F403
