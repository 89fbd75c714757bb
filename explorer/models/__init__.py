"""base: what content has in common; framework, cluster, program: the wheel's content; careers: what one can become;
picked: hand-picked lists of careers; crosswalk: from one framework to another; learn: the Learn pages; quiz: the
interest quiz; signposts: where the search leads besides; addresses: retired ones; history: what entries were;
deletion: what goes with an entry, and comes back; loaded: the loader's memory; pending: imports that wait for a
confirmation; version: the state of the content."""

from .addresses import RetiredAddress
from .base import Source
from .careers import (
    FIGURE_SOURCES,
    PLACES_SOURCE,
    Career,
    CareerPlacement,
    Education,
    Interest,
    JobZone,
    License,
    Origin,
    Outlook,
    Preparation,
)
from .cluster import Cluster, ClusterPart, CrossCuttingLink, Grouping, Hue, SubCluster
from .crosswalk import ClusterSuggestion, CrosswalkRow, SubClusterSuggestion
from .deletion import Untied
from .framework import Framework, Status
from .learn import GLOSSARY, HELP_NOW, GlossaryTerm, LearnPage, Practice, Resource
from .loaded import ImportedCareer, LoadedEntry
from .pending import PendingImport
from .picked import PickedCareer, PickedList
from .program import Placement, Program
from .quiz import Answer, AskedQuestion, Questionnaire, QuestionSet, QuizItem
from .signposts import Signpost
from .version import ContentVersion

# What fixtures hold and editors edit, in the order in which the entries refer to one another.
CONTENT_MODELS = (
    Source,
    Framework,
    Grouping,
    Cluster,
    ClusterPart,
    SubCluster,
    Program,
    Placement,
    CrossCuttingLink,
    CrosswalkRow,
    ClusterSuggestion,
    SubClusterSuggestion,
    GlossaryTerm,
    LearnPage,
    Practice,
    Resource,
    QuizItem,
    Career,
    CareerPlacement,
    PickedList,
    PickedCareer,
    Signpost,
)

__all__ = [
    "CONTENT_MODELS",
    "FIGURE_SOURCES",
    "GLOSSARY",
    "HELP_NOW",
    "PLACES_SOURCE",
    "Answer",
    "AskedQuestion",
    "Career",
    "CareerPlacement",
    "Cluster",
    "ClusterPart",
    "ClusterSuggestion",
    "ContentVersion",
    "CrossCuttingLink",
    "CrosswalkRow",
    "Education",
    "Framework",
    "GlossaryTerm",
    "Grouping",
    "Hue",
    "ImportedCareer",
    "Interest",
    "JobZone",
    "LearnPage",
    "License",
    "LoadedEntry",
    "Origin",
    "Outlook",
    "PendingImport",
    "PickedCareer",
    "PickedList",
    "Placement",
    "Practice",
    "Preparation",
    "Program",
    "QuestionSet",
    "Questionnaire",
    "QuizItem",
    "Resource",
    "RetiredAddress",
    "Signpost",
    "Source",
    "Status",
    "SubCluster",
    "SubClusterSuggestion",
    "Untied",
]
