"""Says in Vietnamese why the database refused, instead of a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from pipeline.errors import MissingPart, StoreError

CAUSES = (
    ("disk is full", "Ổ đĩa chứa kho dữ liệu đã đầy."),
    ("readonly", "Kho dữ liệu chỉ cho đọc, không ghi được."),
    ("malformed", "Tệp kho dữ liệu đã hỏng. Hãy khôi phục bản sao lưu gần nhất của thư mục kho."),
    ("not a database", "Tệp kho dữ liệu không phải là kho của sohoa hoặc đã hỏng. Hãy khôi phục bản sao lưu gần nhất."),
    ("locked", "Một chương trình khác đang giữ kho dữ liệu quá lâu. Hãy đóng chương trình đó."),
    ("unable to open", "Không mở được tệp kho dữ liệu."),
    ("disk i/o error", "Ổ đĩa báo lỗi khi đọc hoặc ghi kho dữ liệu."),
    ("already exists", "Tệp này đã có bảng của chương trình khác, không phải là kho của sohoa."),
)
"""Part of the message of SQLite (https://sqlite.org/rescode.html), and what the clerk is told."""


@contextmanager
def told() -> Iterator[None]:
    """Turn every failure of the database inside the block into one a clerk understands.

    Raises:
        StoreError: the database refused.
        MissingPart: the address of the store needs a driver that is not installed.
    """
    try:
        yield
    except ArgumentError as error:
        raise StoreError("Địa chỉ kho dữ liệu (SOHOA_STORE) không đúng.") from error
    except ModuleNotFoundError as error:
        raise MissingPart(f"Địa chỉ kho dữ liệu cần gói Python «{error.name}». Hãy cài gói này.") from error
    except (SQLAlchemyError, OSError) as error:
        raise StoreError(_cause(error)) from error


def _cause(error: Exception) -> str:
    words = str(error.orig if isinstance(error, DBAPIError) else error)
    for part, sentence in CAUSES:
        if part in words.lower():
            return sentence
    return f"Kho dữ liệu báo lỗi: {words.rstrip('.')}."
