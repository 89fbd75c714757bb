"""Small files in the publishers' own layouts, as releases of several years have them."""

import zipfile

from openpyxl import Workbook

from explorer.models import Career

from ...factories import create_career

OCCUPATIONS = [("29-1141.00", "Registered Nurses"), ("47-2031.00", "Carpenters"), ("11-1011.00", "Chief Executives")]
TITLED = ["29-1141.00\tStaff Nurse\tn/a\t08", "29-1141.00\tRegistered Nurse\tRN\t02,08"]
INTERESTS = [
    "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tDate\tDomain Source",
    "29-1141.00\t1.B.1.d\tSocial\tOI\t6.83\t08/2026\tAnalyst",
    "29-1141.00\t1.B.1.g\tFirst Interest High-Point\tIH\t4.00\t08/2026\tAnalyst",
    "29-1141.00\t1.B.1.h\tSecond Interest High-Point\tIH\t2.00\t08/2026\tAnalyst",
    "29-1141.00\t1.B.1.i\tThird Interest High-Point\tIH\t0.00\t08/2026\tAnalyst",
]
EDUCATION = [
    "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tCategory\tData Value\tN\tDate",
    *(f"29-1141.00\t2.D.1\tRequired Level of Education\tRL\t{level}\t{share}\t28\t08/2023"
      for level, share in ((1, "0.00"), (2, "0.40"), (3, "21.90"), (5, "19.30"), (6, "50.20"), (7, "6.30"), (8, "1.00"), (9, "0.40"), (12, "0.50"))),
    "29-1141.00\t3.A.1\tRelated Work Experience\tRW\t1\t90.00\t28\t08/2023",
]  # fmt: skip
SOFTWARE = [
    ("Epic Systems", "Y", "Y"), ("Google Docs", "Y", "N"), ("Pen and paper", "N", "N"),
    ("Microsoft Excel", "Y", "Y"), ("microsoft excel", "Y", "N"),
]  # fmt: skip
BEFORE_30_3 = {
    "Occupation Data": ["O*NET-SOC Code\tTitle\tDescription", *(f"{code}\t{title}\tDo \"it\"." for code, title in OCCUPATIONS)],
    "Job Zones": ["O*NET-SOC Code\tJob Zone\tDate\tDomain Source", "29-1141.00\t3\t08/2026\tAnalyst", "47-2031.00\t2\t08/2026\tAnalyst"],
    "Alternate Titles": ["O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)", *TITLED],
    "Interests": INTERESTS,
    "Job Zone Reference": [
        "Job Zone\tName\tExperience", "1\tJob Zone One: Little or No Preparation Needed\tx", "2\tJob Zone Two: Some Preparation Needed\tx",
        "3\tJob Zone Three: Medium Preparation Needed\tx", "4\tJob Zone Four: Considerable Preparation Needed\tx",
        "5\tJob Zone Five: Extensive Preparation Needed\tx",
    ],
    "Sample of Reported Titles": [
        "O*NET-SOC Code\tReported Job Title\tShown in My Next Move", "29-1141.00\tCharge Nurse\tN", "29-1141.00\tStaff Nurse\tY",
    ],
    "Education, Training, and Experience": EDUCATION,
    "Technology Skills": [
        "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand",
        *(f"29-1141.00\t{name}\t43\tSoftware\t{hot}\t{wanted}" for name, hot, wanted in SOFTWARE),
    ],
    "Related Occupations": [
        "O*NET-SOC Code\tRelated O*NET-SOC Code\tRelatedness Tier\tIndex", "29-1141.00\t11-1011.00\tSupplemental\t11",
        "29-1141.00\t99-9999.00\tPrimary-Short\t1", "29-1141.00\t47-2031.00\tPrimary-Long\t7",
    ],
    "Task Statements": [
        "O*NET-SOC Code\tTask ID\tTask\tTask Type", "29-1141.00\t2\tWrite reports.\tSupplemental", "29-1141.00\t1\tCare for patients.\tCore",
    ],
}  # fmt: skip
FOUR_ZONES = [
    "Job Zone\tName\tExperience", "2\tJob Zone 1-2: Very Little to Some Preparation Needed\tx",
    "3\tJob Zone Three: Medium Preparation Needed\tx", "4\tJob Zone Four: Considerable Preparation Needed\tx",
    "5\tJob Zone Five: Extensive Preparation Needed\tx",
]  # fmt: skip
FROM_30_3 = {
    **{name: BEFORE_30_3[name] for name in ("Occupation Data", "Job Zones", "Sample of Reported Titles", "Related Occupations", "Task Statements")},
    "Job Titles": ["O*NET-SOC Code\tJob Title\tShort Title\tSource(s)", *TITLED],
    "Career Interest Types": INTERESTS,
    "Job Zone Reference": FOUR_ZONES,
    "Education": EDUCATION,
    "Software Skills": [
        "O*NET-SOC Code\tElement ID\tElement Name\tWorkplace Example\tHot Technology\tIn Demand",
        *(f"29-1141.00\t2.E.5.b\tSoftware\t{name}\t{hot}\t{wanted}" for name, hot, wanted in SOFTWARE),
    ],
}  # fmt: skip


def write_onet(folder, *, release="31.0", layout=BEFORE_30_3, **files):
    """Write O*NET's files, each as {name: lines} says or as the layout has them; None leaves one out."""
    folder.mkdir(exist_ok=True)
    read_me = [f"O*NET {release} Database", "August 2026 Release"] if release else None
    for name, lines in (layout | {"Read Me": read_me} | files).items():
        if lines is not None:
            (folder / f"{name}.txt").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    return folder


PERCENTILES = [
    "H_PCT10",
    "H_PCT25",
    "H_MEDIAN",
    "H_PCT75",
    "H_PCT90",
    "A_PCT10",
    "A_PCT25",
    "A_MEDIAN",
    "A_PCT75",
    "A_PCT90",
]
WAGES_2025 = ["AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "NAICS", "NAICS_TITLE", "I_GROUP", "OWN_CODE", "OCC_CODE", "OCC_TITLE", "O_GROUP",
              "TOT_EMP", "EMP_PRSE", "H_MEAN", "A_MEAN", *PERCENTILES, "ANNUAL", "HOURLY"]  # fmt: skip
WAGES_2019 = [name.lower() for name in WAGES_2025 if name != "PRIM_STATE"]
WAGES_2018 = [
    "OCC_CODE",
    "OCC_TITLE",
    "OCC_GROUP",
    "TOT_EMP",
    "EMP_PRSE",
    "H_MEAN",
    "A_MEAN",
    *PERCENTILES,
    "ANNUAL",
    "HOURLY",
]
STATES_2018 = ["AREA", "ST", "STATE", *WAGES_2018]


def write_wages(folder, *rows, name="national_M2026_dl", sheet="", columns=WAGES_2025, **usual):
    """Write a wage table with such rows: (code, group, median), or {column: cell}. usual: cells of every row."""
    book = Workbook()
    book.active.title = sheet or name
    book.active.append(columns)
    for row in rows:
        cells = {
            "AREA": "99",
            "AREA_TITLE": "U.S.",
            "AREA_TYPE": "1",
            "PRIM_STATE": "US",
            "NAICS": "000000",
            "I_GROUP": "cross-industry",
            **usual,
        }
        cells |= row if isinstance(row, dict) else dict(zip(("OCC_CODE", "O_GROUP", "A_MEDIAN"), row, strict=True))
        cells["OCC_GROUP"] = cells["O_GROUP"]
        book.active.append([cells.get(column.upper()) for column in columns])
    book.save(folder / f"{name}.xlsx")
    return folder / f"{name}.xlsx"


PROJECTED_2024 = [
    "2024 National Employment Matrix title", "2024 National Employment Matrix code", "Occupation type", "Employment, 2024", "Employment, 2034",
    "Employment distribution, percent, 2024", "Employment change, numeric, 2024–34", "Employment change, percent, 2024–34",
    "Occupational openings, 2024–34 annual average", "Median annual wage, dollars, 2024[1]", "Typical education needed for entry",
    "Work experience in a related occupation", "Typical on-the-job training needed to attain competency in the occupation",
]  # fmt: skip


def write_projections(folder, *rows, columns=PROJECTED_2024, title="Table 1.2"):
    """Write the workbook of Table 1.2 with such rows: (code, type, growth, openings, education, experience, training)."""
    book = Workbook()
    book.active.title = "Index"
    book.active.append(["Occupational tables"])
    book.create_sheet("Table 1.1").append(["Table 1.1 Employment by major group"])
    table = book.create_sheet(title)
    table.append(["Table 1.2 Occupational projections, 2024–34, and worker characteristics (numbers in thousands)"])
    table.append(columns)
    for code, kind, growth, openings, *levels in rows:
        table.append(["A title", code, kind, 3391, 3557.1, 2, 1, growth, openings, 60000, *levels])
    table.append(["Footnotes: [1] Data are from the OEWS program."])
    book.save(folder / "occupation.xlsx")
    return folder / "occupation.xlsx"


def write_projections_of_2016(folder, *rows):
    """The same with the header of 2016–26, in three rows with merged cells. Rows: (code, type, percent, openings)."""
    book = Workbook()
    table = book.active
    table.title = "Table 1.2"
    table.append(["Table 1.2 Employment by detailed occupation, 2016 and projected 2026\n(Numbers in thousands)"])
    table.append(["2016 National Employment Matrix title and code", None, "Occupation type", "Employment", None, None, None,
                  "Change, 2016-26", None, "Occupational openings, 2016-26 annual average"])  # fmt: skip
    table.append([None, None, None, "Number", None, "Percent distribution"])
    table.append([None, None, None, 2016, 2026, 2016, 2026, "Number", "Percent"])
    for code, kind, percent, openings in rows:
        table.append(["A title", code, kind, 2955.2, 3392.2, 1.9, 2, 437, percent, openings])
    for cells in ("A1:J1", "A2:B4", "C2:C4", "D2:G2", "H2:I3", "J2:J4", "D3:E3", "F3:G3"):
        table.merge_cells(cells)
    book.save(folder / "occupation.xlsx")
    return folder / "occupation.xlsx"


def write_zip(path, **files):
    """files: {name with _ for a point before its ending: bytes}."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr("oesm26nat/" + ".".join(name.rsplit("_", 1)), content)
    return path


def blank_career(**fields):
    """A career without any figure, as an editor begins one."""
    blank = dict.fromkeys(
        ("job_zone", "median_pay", "pay_year", "growth_percent", "annual_openings", "projected_from", "projected_to")
    )
    blank |= dict.fromkeys(("interest_code", "onet_release", "typical_entry_education"), "")
    return create_career(**{**blank, **fields})


def nurse(**fields):
    return blank_career(code="29-1141.00", name="Registered Nurses", **fields)


def again(career):
    return Career.objects.get(pk=career.pk)
