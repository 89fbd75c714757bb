"""base: what content has in common; frameworks: the wheel's content; crosswalk: from one framework to another;
crossing: two frameworks side by side; learn: the Learn pages; quiz: the interest quiz; addresses: retired
ones; loaded: the loader's memory."""

from .addresses import RetiredAddress
from .base import Source
from .crossing import ClusterCrossings, Crossing, frameworks_leading_to, offered_to_schools, pairs_meeting
from .crosswalk import ClusterSuggestion, CrosswalkRow, SubClusterSuggestion
from .frameworks import (
    Cluster,
    ClusterPart,
    CrossCuttingLink,
    Framework,
    Grouping,
    Hue,
    Placement,
    Program,
    Status,
    SubCluster,
)
from .learn import GLOSSARY, GlossaryTerm, LearnPage, Practice, Resource
from .loaded import LoadedEntry
from .quiz import Answer, AskedQuestion, Questionnaire, QuestionSet, QuizItem

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
)

__all__ = [
    "CONTENT_MODELS",
    "GLOSSARY",
    "Answer",
    "AskedQuestion",
    "Cluster",
    "ClusterCrossings",
    "ClusterPart",
    "ClusterSuggestion",
    "CrossCuttingLink",
    "Crossing",
    "CrosswalkRow",
    "Framework",
    "GlossaryTerm",
    "Grouping",
    "Hue",
    "LearnPage",
    "LoadedEntry",
    "Placement",
    "Practice",
    "Program",
    "QuestionSet",
    "Questionnaire",
    "QuizItem",
    "Resource",
    "RetiredAddress",
    "Source",
    "Status",
    "SubCluster",
    "SubClusterSuggestion",
    "frameworks_leading_to",
    "offered_to_schools",
    "pairs_meeting",
]
