"""One module per part of the site. A page: fetch, fill one dict, render."""

from .careers import career_by_code, career_detail, career_list
from .crosswalk import crosswalk
from .frameworks import cluster_detail, framework_detail, framework_list, home, program_detail, sub_cluster_detail
from .learn import learn, learn_detail
from .my_school import my_school, my_school_css
from .quiz import quiz, quiz_codes, quiz_compare, quiz_result
from .search import search
from .site import favicon, page_not_found, robots_txt

__all__ = [
    "career_by_code",
    "career_detail",
    "career_list",
    "cluster_detail",
    "crosswalk",
    "favicon",
    "framework_detail",
    "framework_list",
    "home",
    "learn",
    "learn_detail",
    "my_school",
    "my_school_css",
    "page_not_found",
    "program_detail",
    "quiz",
    "quiz_codes",
    "quiz_compare",
    "quiz_result",
    "robots_txt",
    "search",
    "sub_cluster_detail",
]
