"""One module per part of the site. A page: fetch, fill one dict, render."""

from .careers import career_by_code, career_detail, career_list
from .compare import compare
from .crosswalk import crosswalk
from .data import career_data, crosswalk_data, data, framework_data
from .embedding import embed_cluster, embed_wheel, embedding
from .frameworks import cluster_detail, framework_detail, framework_list, home, program_detail, sub_cluster_detail
from .handouts import (
    cluster_qr,
    handout_detail,
    handout_list,
    handout_pdf,
    handout_set,
    handout_set_pdf,
    poster,
    poster_file,
)
from .learn import learn, learn_detail
from .mine import mine_css
from .my_school import my_school
from .quiz import quiz, quiz_codes, quiz_compare, quiz_result
from .search import search
from .shortlist import shortlist
from .site import favicon, page_not_found, robots_txt

__all__ = [
    "career_by_code",
    "career_data",
    "career_detail",
    "career_list",
    "cluster_detail",
    "cluster_qr",
    "compare",
    "crosswalk",
    "crosswalk_data",
    "data",
    "embed_cluster",
    "embed_wheel",
    "embedding",
    "favicon",
    "framework_data",
    "framework_detail",
    "framework_list",
    "handout_detail",
    "handout_list",
    "handout_pdf",
    "handout_set",
    "handout_set_pdf",
    "home",
    "learn",
    "learn_detail",
    "mine_css",
    "my_school",
    "page_not_found",
    "poster",
    "poster_file",
    "program_detail",
    "quiz",
    "quiz_codes",
    "quiz_compare",
    "quiz_result",
    "robots_txt",
    "search",
    "shortlist",
    "sub_cluster_detail",
]
