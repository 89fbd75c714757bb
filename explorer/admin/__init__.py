"""What editors see: one module per part of the content."""

from . import crosswalk, frameworks, learn, log, quiz

__all__ = ["crosswalk", "frameworks", "learn", "log", "quiz"]
