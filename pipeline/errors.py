"""Every failure a clerk can meet: what happened, what to do now, and the exit code of the command."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    BAD_SCAN = 3
    BAD_FORM = 4
    STORE = 5
    MISSING_PART = 6
    TARGET = 7
    INTERRUPTED = 130


class RegisterError(Exception):
    """A failure with a Vietnamese message; ``remedy`` says what the clerk does next."""

    exit_code = Exit.SOME_FAILED
    remedy = ""

    def __str__(self) -> str:
        """Return the message followed by the remedy."""
        message = super().__str__()
        return f"{message} {self.remedy}".strip()


class UsageError(RegisterError):
    """The command names something that does not exist."""

    exit_code = Exit.USAGE


class UnreadableScan(RegisterError):
    """The picture cannot be decoded or holds no page."""

    exit_code = Exit.BAD_SCAN
    remedy = "Hãy chụp hoặc quét lại trang này."


class UnknownForm(RegisterError):
    """The printed text of a page fits no form that is described."""

    exit_code = Exit.BAD_FORM
    remedy = "Hãy chọn biểu mẫu bằng --form, hoặc mô tả biểu mẫu mới (docs/adding-a-part.md)."


class BadForm(RegisterError):
    """A form file is wrong; all its mistakes are listed together."""

    exit_code = Exit.BAD_FORM
    remedy = "Hãy sửa tệp biểu mẫu."


class StoreError(RegisterError):
    """The store cannot be opened or written."""

    exit_code = Exit.STORE
    remedy = "Hãy kiểm tra ổ đĩa còn chỗ và quyền ghi, rồi chạy lại lệnh; những gì đã quyết định vẫn còn nguyên."


class MissingPart(RegisterError):
    """A program, weight or language that the work needs is not installed."""

    exit_code = Exit.MISSING_PART


class TargetError(RegisterError):
    """The hand-over folder cannot be written; the old package is untouched."""

    exit_code = Exit.TARGET
    remedy = "Hãy kiểm tra thư mục đích rồi bàn giao lại; gói cũ vẫn còn nguyên."
