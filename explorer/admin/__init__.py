"""What editors see: one module per part of the content."""

from . import careers, crosswalk, frameworks, learn, log, quiz

__all__ = ["careers", "crosswalk", "frameworks", "learn", "log", "quiz"]
