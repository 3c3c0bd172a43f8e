"""``sohoa review``: the application in the browser."""

from __future__ import annotations

import argparse
import sys

from pipeline import browser
from pipeline import config as configuration
from pipeline.config import Config
from pipeline.door import Door
from pipeline.errors import Exit

HELP = "mở màn hình soát trong trình duyệt"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--port", type=int, default=8501, help="cổng trên máy này (mặc định 8501)")


def run(chosen: argparse.Namespace) -> Exit:
    """Serve the application of this installation until it is closed; say how its first account is made."""
    browser.claim(chosen.port)
    config = configuration.load()
    door = Door.open(config)
    try:
        if not door.has_accounts():
            print("Kho này chưa có tài khoản: màn hình mở ra sẽ hỏi họ tên và mật khẩu của người quản trị đầu tiên.")
    finally:
        door.close()
    return opened(config, chosen.port)


def opened(config: Config, port: int, path: str = "") -> Exit:
    """Serve the application over a store until it is closed; the browser opens at ``path``."""
    print(f"Màn hình soát: {browser.address(port)}{path} (Ctrl+C để đóng)", flush=True)
    if browser.serve(config, port, path) == 0:
        return Exit.DONE
    print("Màn hình soát đã dừng vì lỗi. Hãy mở lại; vẫn vậy thì thêm --port 8502 vào lệnh.", file=sys.stderr)
    return Exit.SOME_FAILED
