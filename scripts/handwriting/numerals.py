"""Numbers and years in words, as dates are written out in registers."""

UNITS = "không một hai ba bốn năm sáu bảy tám chín".split()
MORE_UNITS = {1: "mốt", 4: "tư", 5: "lăm"}


def spoken(number: int) -> str:
    """Return a number below 100 in words."""
    tens, unit = divmod(number, 10)
    if tens == 0:
        return UNITS[unit]
    start = "mười" if tens == 1 else f"{UNITS[tens]} mươi"
    if unit == 0:
        return start
    if tens == 1:
        return f"{start} {'lăm' if unit == 5 else UNITS[unit]}"
    return f"{start} {MORE_UNITS.get(unit, UNITS[unit])}"


def year_spoken(year: int, thousand: bool) -> str:  # noqa: FBT001 - said by name at its one caller
    """Return a year in words, with "nghìn" or "ngàn"."""
    thousands, rest = divmod(year, 1000)
    hundreds, tens = divmod(rest, 100)
    start = f"{UNITS[thousands]} {'nghìn' if thousand else 'ngàn'} {UNITS[hundreds]} trăm"
    if tens == 0:
        return start
    return f"{start} {'linh ' + UNITS[tens] if tens < 10 else spoken(tens)}"
