"""What to download, for the messages of the imports: which file of which page of a publisher."""

from django.utils.translation import gettext_lazy as _

TAKE_ONET = _(
    "Take the newest database from https://www.onetcenter.org/database.html: “All Files”, as “Text” "
    "(db_30_2_text.zip), unpack it, and give the folder that has “Occupation Data.txt” in it."
)
TAKE_WAGES = _(
    "Take “National” or “State” of the newest May, as XLS, from https://www.bls.gov/oes/tables.htm: the .zip as it is, "
    "or the .xlsx in it (national_M2025_dl.xlsx, state_M2025_dl.xlsx). What is .xls has to be saved as .xlsx first."
)
TAKE_PROJECTIONS = _(
    "Take the workbook of all occupational tables (occupation.xlsx, with Table 1.2 in it) from "
    "https://www.bls.gov/emp/tables.htm."
)
TAKE_BLS = _("%(wages)s For projections: %(projections)s")


def take_bls() -> str:
    return TAKE_BLS % {"wages": TAKE_WAGES, "projections": TAKE_PROJECTIONS}
