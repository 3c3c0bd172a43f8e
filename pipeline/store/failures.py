"""Says in Vietnamese why the database refused, instead of a traceback."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from pipeline.errors import MissingPart, StoreError, WrongAddress, cause

RESTORE = "Hãy giữ nguyên tệp, và khôi phục bản sao lưu gần nhất của thư mục kho."
ACCESS = "Hãy kiểm tra quyền ghi vào thư mục kho (SOHOA_HOME), rồi chạy lại lệnh."
ELSEWHERE = "Hãy đặt kho ở thư mục khác (SOHOA_HOME)."

CAUSES = (
    ("disk is full", "Ổ đĩa chứa kho dữ liệu đã đầy.", StoreError.remedy),
    ("no space left", "Ổ đĩa chứa kho dữ liệu đã đầy.", StoreError.remedy),
    ("readonly", "Kho dữ liệu chỉ cho đọc, không ghi được.", ACCESS),
    ("read-only", "Ổ đĩa chứa kho dữ liệu chỉ cho đọc.", ACCESS),
    ("permission denied", "Không có quyền ghi vào thư mục kho dữ liệu.", ACCESS),
    ("malformed", "Tệp kho dữ liệu đã hỏng.", RESTORE),
    ("not a database", "Tệp kho dữ liệu không phải là kho của sohoa, hoặc đã hỏng.", RESTORE),
    ("already exists", "Tệp kho dữ liệu đã có bảng của chương trình khác.", ELSEWHERE),
    ("file exists", "Thư mục kho dữ liệu trùng tên với một tệp.", ELSEWHERE),
    ("not a directory", "Thư mục kho dữ liệu trùng tên với một tệp.", ELSEWHERE),
    ("locked", "Một chương trình khác đang giữ kho dữ liệu quá lâu.", "Hãy đóng chương trình đó rồi làm lại."),
    ("unable to open", "Không mở được tệp kho dữ liệu.", ACCESS),
    ("disk i/o error", "Ổ đĩa báo lỗi khi đọc hoặc ghi kho dữ liệu.", StoreError.remedy),
)
"""Part of the message of SQLite (https://sqlite.org/rescode.html) or of the system, what the clerk is told, the remedy."""


class NewerStore(StoreError):
    """A newer program has written this store."""

    remedy = "Hãy cài phiên bản sohoa mới nhất; kho dữ liệu vẫn còn nguyên."


class UsedKey(StoreError):
    """A decision came with the key of another one."""

    remedy = "Hãy mở lại màn hình duyệt rồi quyết định lại ô này."


@contextmanager
def told() -> Iterator[None]:
    """Turn every failure of the database inside the block into one a clerk understands.

    Raises:
        StoreError: the database refused.
        WrongAddress: the address of the store is none.
        MissingPart: the address of the store needs a driver that is not installed.
    """
    try:
        yield
    except ArgumentError as error:
        raise WrongAddress("Địa chỉ kho dữ liệu (SOHOA_STORE) không đúng.") from error
    except ModuleNotFoundError as error:
        raise MissingPart(f"Địa chỉ kho dữ liệu cần gói Python «{error.name}». Hãy cài gói này.") from error
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        sentence, remedy = _cause(error)
        failure = StoreError(sentence)
        failure.remedy = remedy
        raise failure from error


def _cause(error: Exception) -> tuple[str, str]:
    words = str(error.orig if isinstance(error, DBAPIError) else error)
    for part, sentence, remedy in CAUSES:
        if part in words.lower():
            return sentence, remedy
    if isinstance(error, OSError):
        return f"Không dùng được thư mục kho dữ liệu {error.filename or ''}: {cause(error)}.", ELSEWHERE
    return f"Kho dữ liệu báo lỗi: {words.rstrip('.')}.", StoreError.remedy
