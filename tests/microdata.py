"""schema.org data on the pages, read by a parser that others use too."""

from extruct.w3cmicrodata import MicrodataExtractor

HERE = "http://testserver"
SCHEMA = "https://schema.org/"
# Every property that we use, by the type that schema.org defines it for, itself or as a kind of Thing.
THING = {"name", "description", "url"}
PROPERTIES = {
    "DefinedTermSet": THING | {"hasDefinedTerm"},
    "DefinedTerm": THING | {"inDefinedTermSet", "termCode"},
    "Occupation": THING | {"occupationalCategory", "educationRequirements", "estimatedSalary"},
    "MonetaryAmountDistribution": {
        "median",
        "percentile10",
        "percentile25",
        "percentile75",
        "percentile90",
        "currency",
        "duration",
    },
    "EducationalOccupationalProgram": THING | {"occupationalCategory"},
}


def items(client, path, **headers):
    html = client.get(path, headers=headers).content.decode()
    return MicrodataExtractor().extract(html, base_url=f"{HERE}{path}")


def only(client, path, **headers):
    (item,) = items(client, path, **headers)
    return item["type"].removeprefix(SCHEMA), item["properties"]
