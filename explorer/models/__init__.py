"""base: what content has in common; framework, cluster, program: the wheel's content; study: what programs hold;
careers, career_choices, career_queries, career_places: what one can become, and where it stands; colleges: what
publishers count by college and state; picked: hand-picked lists of careers; crosswalk: from one framework to another;
learn: the Learn pages; quiz: the interest quiz; signposts: where the search leads besides; addresses: retired ones;
history: what entries were; deletion: what goes with an entry, and comes back; loaded: the loader's memory; pending:
imports that wait for a confirmation; version: the state of the content."""

from .addresses import RetiredAddress
from .base import Source
from .career_choices import Education, Experience, Interest, JobZone, License, Outlook, Preparation, Training
from .career_places import CareerPlacement, Origin
from .careers import FIGURE_SOURCES, PLACES_SOURCE, Career, falling_pay, is_interest_code
from .cluster import Cluster, ClusterPart, CrossCuttingLink, Grouping, Hue, SubCluster
from .colleges import AWARD_KINDS, COLLEGES_SOURCE, Awards, College, CollegeEdition, Control, State, StatePay
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
from .study import Course, LeadsBy, Major, ProgramCareer, ProgramCourse, ProgramMajor, ProgramSkill
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
    Course,
    Major,
    ProgramSkill,
    ProgramCourse,
    ProgramMajor,
    ProgramCareer,
    PickedList,
    PickedCareer,
    Signpost,
)

__all__ = [
    "AWARD_KINDS",
    "COLLEGES_SOURCE",
    "CONTENT_MODELS",
    "FIGURE_SOURCES",
    "GLOSSARY",
    "HELP_NOW",
    "PLACES_SOURCE",
    "Answer",
    "AskedQuestion",
    "Awards",
    "Career",
    "CareerPlacement",
    "Cluster",
    "ClusterPart",
    "ClusterSuggestion",
    "College",
    "CollegeEdition",
    "ContentVersion",
    "Control",
    "Course",
    "CrossCuttingLink",
    "CrosswalkRow",
    "Education",
    "Experience",
    "Framework",
    "GlossaryTerm",
    "Grouping",
    "Hue",
    "ImportedCareer",
    "Interest",
    "JobZone",
    "LeadsBy",
    "LearnPage",
    "License",
    "LoadedEntry",
    "Major",
    "Origin",
    "Outlook",
    "PendingImport",
    "PickedCareer",
    "PickedList",
    "Placement",
    "Practice",
    "Preparation",
    "Program",
    "ProgramCareer",
    "ProgramCourse",
    "ProgramMajor",
    "ProgramSkill",
    "QuestionSet",
    "Questionnaire",
    "QuizItem",
    "Resource",
    "RetiredAddress",
    "Signpost",
    "Source",
    "State",
    "StatePay",
    "Status",
    "SubCluster",
    "SubClusterSuggestion",
    "Training",
    "Untied",
    "falling_pay",
    "is_interest_code",
]
