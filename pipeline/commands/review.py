"""``sohoa review``: the application in the browser."""

from __future__ import annotations

import argparse
import sys

from pipeline import browser
from pipeline import config as configuration
from pipeline.config import Config
from pipeline.errors import Exit

HELP = "mở màn hình soát trong trình duyệt"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--port", type=int, default=8501, help="cổng trên máy này (mặc định 8501)")


def run(chosen: argparse.Namespace) -> Exit:
    """Serve the application of this installation until it is closed."""
    browser.claim(chosen.port)
    return opened(configuration.load(), chosen.port)


def opened(config: Config, port: int) -> Exit:
    """Serve the application over a store until it is closed."""
    print(f"Màn hình soát: {browser.address(port)} (Ctrl+C để đóng)", flush=True)
    if browser.serve(config, port) == 0:
        return Exit.DONE
    print("Màn hình soát đã dừng vì lỗi. Hãy mở lại; vẫn vậy thì thêm --port 8502 vào lệnh.", file=sys.stderr)
    return Exit.SOME_FAILED
