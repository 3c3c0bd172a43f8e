"""The command ``sohoa``: parse, run one command of ``pipeline.commands``, turn every expected failure into one line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from pipeline import commands
from pipeline.commands import Command
from pipeline.errors import Exit, RegisterError
from pipeline.usage import Parser, write_utf8


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every expected failure becomes one Vietnamese line."""
    write_utf8()
    try:
        chosen = parser().parse_args(arguments)
        code = int(chosen.run(chosen))
        sys.stdout.flush()
        return code
    except RegisterError as error:
        print(f"Lỗi: {error}", file=sys.stderr)
        return int(error.exit_code)
    except BrokenPipeError:  # whoever reads our lines (head, less) has enough; what is done stays done
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains at its end
        return int(Exit.INTERRUPTED)
    except KeyboardInterrupt:
        print("Đã dừng. Những gì đã xong vẫn còn; chạy lại lệnh để làm tiếp.", file=sys.stderr)
        return int(Exit.INTERRUPTED)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top: argparse.ArgumentParser = Parser(
        prog="sohoa", description="Số hoá sổ hộ tịch: từ ảnh chụp đến gói dữ liệu của Bộ."
    )
    chosen = top.add_subparsers(required=True, metavar="LỆNH")
    for name in commands.ORDER:
        command: Command = import_module(f"{commands.__name__}.{name}")
        one = chosen.add_parser(name.replace("_", "-"), help=command.HELP)
        command.arguments(one)
        one.set_defaults(run=command.run)
    return top


if __name__ == "__main__":
    sys.exit(main())
