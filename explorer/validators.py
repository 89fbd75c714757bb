"""Where landed migrations look for the validators that have moved to text/ and pictures/. Nothing else does."""

from .pictures.icons import validate_icon  # noqa: F401
from .text.validators import *  # noqa: F403
