"""Where Django looks for the admin: it is in the room editing, one module per part of the content."""

from .editing import careers, crosswalk, frameworks, learn, log, quiz, study

__all__ = ["careers", "crosswalk", "frameworks", "learn", "log", "quiz", "study"]
