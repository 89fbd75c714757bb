"""What a pay comes to by the hour and the month, and where it stands among all. Pure: numbers in, numbers out."""

from dataclasses import dataclass

HOURS_A_YEAR = 2080  # of full-time work, as the BLS counts it
DOTS = 10


@dataclass(frozen=True)
class PayPicture:
    hourly: int  # dollars
    monthly: int  # dollars, in tens
    total: int  # careers whose pay is known
    lower: int  # careers that pay less
    higher: int

    @property
    def tenths(self) -> int:
        """Of ten careers so many pay less."""
        return round(DOTS * self.lower / self.total) if self.total else 0

    @property
    def dots(self) -> tuple[bool, ...]:
        """Ten dots: whether each stands for careers that pay less."""
        return tuple(number < self.tenths for number in range(DOTS))


def picture_pay(pay: int | None, *, total: int, lower: int, higher: int) -> PayPicture | None:
    """Return what `pay`, in dollars a year, looks like beside that of all careers; None if it is unknown."""
    if pay is None:
        return None
    return PayPicture(round(pay / HOURS_A_YEAR), round(pay / 120) * 10, total, lower, higher)
