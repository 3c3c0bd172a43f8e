"""What the commands around a package have in common: the settings of the ministry's export."""

from __future__ import annotations

import argparse
from typing import Any

from pipeline.exports.ministry import BIRTH_COLUMNS, INCOMPLETE_DATES, NUMBER_DIGITS

SETTINGS = ("birth_columns", "incomplete_dates", "number_digits")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which settings a package of the ministry takes, and which every package."""
    births = "số cột của sổ khai sinh (ministry)"
    parser.add_argument("--birth-columns", type=int, choices=sorted(BIRTH_COLUMNS), help=births)
    dates = "ngày đăng ký thiếu ngày, tháng: để lại, hoặc ghi 00 trong tên tệp (ministry)"
    parser.add_argument("--incomplete-dates", choices=INCOMPLETE_DATES, help=dates)
    digits = "số chữ số ít nhất của số trong tên tệp (ministry)"
    parser.add_argument("--number-digits", type=int, choices=NUMBER_DIGITS, help=digits)
    parser.add_argument("--approved-only", action="store_true", help="chỉ những trường hợp người thứ hai đã duyệt")


def chosen_settings(chosen: argparse.Namespace) -> dict[str, Any]:
    """Return the settings of the ministry's export that were named."""
    return {name: value for name in SETTINGS if (value := getattr(chosen, name)) is not None}


def option(name: str) -> str:
    """Return how a setting is written on the command line."""
    return f"--{name.replace('_', '-')}"
