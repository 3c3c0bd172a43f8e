"""Every failure a clerk can meet: what happened, what to do now, and the exit code of the command."""

import errno
from collections.abc import Sequence
from difflib import get_close_matches
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
    """The command is not written right, or names something that does not exist."""

    exit_code = Exit.USAGE


class NotLetIn(RegisterError):
    """The name and password do not open an account now; which of them is wrong is not told."""

    exit_code = Exit.USAGE
    remedy = (
        "Hãy kiểm tra phím Caps Lock và bộ gõ rồi nhập lại. Sai năm lần thì tài khoản bị khoá 15 phút; người quản trị mở lại "
        "được ngay."
    )


class UnreadableScan(RegisterError):
    """The picture cannot be decoded or holds no page."""

    exit_code = Exit.BAD_SCAN
    remedy = "Hãy chụp hoặc quét lại trang này."


class UnknownForm(RegisterError):
    """The printed text of a page fits no form that is described."""

    exit_code = Exit.BAD_FORM
    remedy = (
        "Trang trắng hay bìa thì bỏ qua; ảnh mờ hay thiếu mép thì quét lại; trang của biểu mẫu khác thì đưa vào một sổ riêng "
        "với --form của biểu mẫu ấy, nếu máy chưa biết thì dựng mẫu từ các trang của sổ (sohoa template, màn hình «Mẫu sổ»)."
    )


class BadForm(RegisterError):
    """A form file is wrong; all its mistakes are listed together."""

    exit_code = Exit.BAD_FORM
    remedy = "Hãy sửa tệp biểu mẫu."


class NoSuchForm(BadForm):
    """No form of that name is described; the message names those that are."""

    remedy = ""


class StoreError(RegisterError):
    """The store cannot be opened or written."""

    exit_code = Exit.STORE
    remedy = "Hãy kiểm tra ổ đĩa còn chỗ và quyền ghi, rồi chạy lại lệnh; những gì đã quyết định vẫn còn nguyên."


class WrongAddress(StoreError):
    """``SOHOA_STORE`` is no address of a database."""

    remedy = (
        "Hãy sửa biến môi trường SOHOA_STORE theo dạng sqlite:////thu/muc/sohoa.db hoặc postgresql+psycopg://…, "
        "hoặc bỏ biến ấy đi để dùng kho trong thư mục SOHOA_HOME."
    )


class MissingPart(RegisterError):
    """A program, weight or language that the work needs is not installed."""

    exit_code = Exit.MISSING_PART


class TargetError(RegisterError):
    """The hand-over folder cannot be written; the old package is untouched."""

    exit_code = Exit.TARGET
    remedy = "Hãy kiểm tra thư mục đích rồi bàn giao lại; gói cũ vẫn còn nguyên."


class ResultError(TargetError):
    """The file that ``sohoa read --json`` was asked for cannot be written."""

    remedy = "Hãy nêu sau --json một tệp khác, trong thư mục đã có và ghi được."


CAUSES = {
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã hết dung lượng được cấp",
    errno.EFBIG: "tệp quá lớn đối với ổ đĩa",
    errno.EACCES: "không có quyền ghi, hoặc tệp đang mở trong chương trình khác",
    errno.EPERM: "không có quyền ghi, hoặc tệp đang mở trong chương trình khác",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOENT: "không có thư mục chứa nó, hoặc không tạo được nó ở đó",
    errno.EEXIST: "đã có một tệp trùng tên với thư mục",
    errno.EISDIR: "đó là một thư mục, không phải tệp",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.ENAMETOOLONG: "tên quá dài",
}


def cause(error: OSError) -> str:
    """Return in Vietnamese why the system refused; its own words are in whatever language the machine speaks."""
    return CAUSES.get(error.errno or 0, f"máy báo lỗi {error.errno}")


def not_among(what: str, asked: str, known: Sequence[str]) -> str:
    """Return the sentence that there is no such thing, with the nearest that there is, and all of them."""
    near = get_close_matches(asked.lower(), known, n=1)
    meant = f" Có phải «{near[0]}»?" if near else ""
    return f"Không có {what} «{asked}».{meant} Hiện có: {', '.join(known)}."
