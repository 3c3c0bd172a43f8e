"""A command line that answers in Vietnamese: argparse knows the mistakes, this file says them.

The patterns are the messages of argparse in Python 3.11 to 3.14; one that is not known is told in general words.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from pipeline.errors import UsageError, not_among

MISTAKES = (
    (r"the following arguments are required: (.+)", "Thiếu {0}."),
    (r"one of the arguments (.+) is required", "Phải nêu một trong các mục: {0}."),
    (r"ambiguous option: (\S+) could match (.+)", "«{0}» có thể là {1}; hãy viết đủ tên."),
    (r"argument (.+?): invalid int value: '(.*)'", "{0} phải là số nguyên, không phải «{1}»."),
    (r"argument (.+?): expected one argument", "{0} phải có một giá trị đi sau."),
    (r"argument (.+?): expected at least one argument", "{0} phải có ít nhất một giá trị."),
    (r"argument (.+?): expected .*", "{0} có số giá trị không đúng."),
    (r"argument (.+?): ignored explicit argument '(.*)'", "{0} không nhận giá trị («{1}»)."),
    (r"argument (.+?): not allowed with argument (.+)", "{0} không dùng cùng với {1}."),
)
CHOICE = re.compile(r"argument (.+?): invalid choice: (?:'(.*?)'|(\d+)).* \(choose from (.*)\)", re.DOTALL)


def write_utf8() -> None:
    """Print Vietnamese wherever it goes: an old code page (cp1252, cp1258) lacks letters and would end in an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


class Parser(argparse.ArgumentParser):
    """A parser whose help is Vietnamese and whose mistakes are UsageErrors."""

    def __init__(self, **settings: Any) -> None:
        """Take the settings of ``argparse.ArgumentParser``."""
        super().__init__(**{**settings, "add_help": False, "formatter_class": _Formatter})
        self._positionals.title, self._optionals.title = "tham số", "tuỳ chọn"
        self.add_argument("-h", "--help", action="help", help="xem cách dùng rồi thoát")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse, and refuse what is left over at the command it was written for.

        Raises:
            UsageError: something is left over, or wrong.
        """
        known, left = super().parse_known_args(args, namespace)
        if left and left[0].startswith("-"):
            options = [option for option in self._option_string_actions if option.startswith("--")]
            self._refuse(not_among("tuỳ chọn", left[0].partition("=")[0], options))
        if left:
            self._refuse(f'Thừa «{" ".join(left)}». Tên có dấu cách phải viết trong ngoặc kép: "…".')
        return known, left

    def error(self, message: str) -> NoReturn:
        """Refuse the command line.

        Raises:
            UsageError: always; it says what is wrong and how to see what is right.
        """
        self._refuse(told(message))

    def _refuse(self, words: str) -> NoReturn:
        raise UsageError(f"{words} Xem cách dùng: {self.prog} --help")


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "cách dùng: " if prefix is None else prefix)


def told(message: str) -> str:
    """Return a message of argparse in Vietnamese."""
    choice = CHOICE.fullmatch(message)
    if choice:
        what, word, number, rest = choice.groups()
        known = re.findall(r"[^\s,']+", rest)
        return not_among("lệnh" if what == "LỆNH" else f"giá trị {what}", word or number or "", known)
    for pattern, words in MISTAKES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format(*found.groups())
    return "Lệnh viết không đúng."
