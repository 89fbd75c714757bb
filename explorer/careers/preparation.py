"""What a level of education and a job zone mean for somebody at school, in plain words."""

from django.utils.translation import gettext_lazy as _

from ..models import Career, Education, JobZone

# The states' licenses by occupation, collected by CareerOneStop for the US Department of Labor.
LICENSE_FINDER_URL = "https://www.careeronestop.org/Toolkit/Training/find-licenses.aspx"
BY_EDUCATION = {
    Education.NONE: _(
        "You can start without a diploma and learn on the job. With a diploma you have more jobs to pick from."
    ),
    Education.HIGH_SCHOOL: _(
        "You can start with a high school diploma. You learn the rest on the job, and some trades have apprenticeships."
    ),
    Education.SOME_COLLEGE: _("Plan on some college classes after high school. You can start without a degree."),
    Education.CERTIFICATE: _(
        "Plan on a short program after high school that ends with a certificate. Community colleges and trade schools "
        "have them. Many take less than two years."
    ),
    Education.ASSOCIATE: _(
        "Plan on an associate's degree. It takes about two years of full-time study, often at a community college."
    ),
    Education.BACHELOR: _("Plan on a bachelor's degree. It takes about four years of full-time study at a college."),
    Education.MASTER: _(
        "Plan on a bachelor's degree first, and then on a master's degree: often one to three years more."
    ),
    Education.DOCTOR: _(
        "Plan on college first, and then on a doctoral or professional degree. That often takes three more years, or "
        "longer."
    ),
}
BY_ZONE = {
    JobZone.ONE: _("It may take a few days to a few months to learn the work."),
    JobZone.TWO: _("It may take a few months to a year to learn the work from people who know it."),
    JobZone.THREE: _("It may take one or two years of training, school or time on the job."),
    JobZone.FOUR: _("It may take several years of school, training and time on the job."),
    JobZone.FIVE: _("It may take more than four years of college, and years on the job besides."),
}
FIRST_OR_SECOND_ZONE = _("It may take a few days to a year to learn the work, often from people who know it.")


def explain_zone(career: Career) -> str:
    """What the job zone means; '' where none is published."""
    if career.has_joined_zone:
        return str(FIRST_OR_SECOND_ZONE)
    return str(BY_ZONE.get(career.job_zone, ""))


def how_to_start(career: Career) -> dict:
    """Return {"education": sentences, "zone": sentence}, each '' where nothing is published."""
    return {"education": BY_EDUCATION.get(career.education, ""), "zone": explain_zone(career)}
