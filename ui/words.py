"""Every Vietnamese string of the screens."""

import sys
from collections.abc import Mapping

from pipeline import forms
from pipeline.entries import PageState, Severity
from ui.language import Words

TITLE = "Sổ hoá hộ tịch"
BOOKS = "Sổ"
REVIEW = "Đối chiếu"
FINDINGS = "Kiểm tra"
HAND_OVER = "Bàn giao"
LEFT_OVER = "Việc còn lại"
HANDED_ON = "Giao nhận"
OFFICE = "Văn phòng"

CONTINUE = "Vào làm việc"
WHO = "Họ tên người làm việc"
WHO_WHY = "Mỗi câu trả lời được lưu kèm tên người trả lời. Hãy ghi họ tên của bạn trước khi đối chiếu."
WHO_EMPTY = "Chưa có họ tên. Hãy ghi họ tên rồi nhấn Enter."
CHANGE_WHO = "Đổi người làm việc"
AT_WORK = "Người làm việc: {who}"

NO_BOOKS = "Chưa có sổ nào. Hãy vào «Nhận ảnh», hoặc dùng lệnh: sohoa take-in THƯ_MỤC --book TÊN_SỔ --form auto"
NO_BOOK_CHOSEN = "Chưa chọn sổ. Hãy chọn một sổ ở màn hình «Sổ»."
CHOOSE_BOOK = "Chọn sổ"
TO_REVIEW = "Đối chiếu sổ này"
PROGRESS = "{decided} / {cells} ô đã xong · {set_aside} ô để xác minh sau · {entries} trường hợp"
PAGES = "Trang: {read} đã đọc, {waiting} chờ đọc, {failed} không đọc được"
UNREAD_PAGES = "Còn {waiting} trang chưa đọc. Hãy vào «Nhận ảnh» và bấm đọc, hoặc chạy lệnh: sohoa read --book «{book}»"
OTHER_BOOKS = "Các sổ khác"
FAILED_PAGES = "Trang không đọc được"
PAGE = "Trang"
SOURCE = "Tệp"
REASON = "Lý do"
ENTRIES = "Các trường hợp trong sổ"
NO_ENTRIES = "Sổ này chưa có trường hợp nào được đọc."
STATE = "Tình trạng"
REOPEN = "Mở một trường hợp để xem hoặc sửa"
OPEN = "Mở"
WHERE = "Trang {page} · trường hợp {order}"
DONE = "xong"
OPEN_CELLS = "còn {cells} ô"
SET_ASIDE = "để xác minh sau"

ALL_SEEN = "Đã xem hết các trường hợp còn chờ của sổ «{book}»."
STILL_OPEN = "Còn {entries} trường hợp có ô để lại. Xem lại chúng khi đã có thêm căn cứ."
AGAIN = "Xem lại các trường hợp để lại"
WRONG_PICTURE = (
    "Ảnh của trường hợp này đã thay đổi từ khi trả lời. Hãy mở lại trường hợp và trả lời lại theo ảnh đang hiện."
)
FOREIGN_PAGE = "Câu trả lời không đến từ màn hình này nên không được nhận. Hãy mở lại màn hình «Đối chiếu»."
OLD_SCREEN = "Chương trình đã được nâng cấp. Hãy tải lại trang."
BAD_ANSWER = "Câu trả lời không đủ thông tin nên không lưu được. Hãy trả lời lại ô này."

RUN_CHECK = "Kiểm tra lại"
NO_FINDINGS = "Không thấy điều gì phải xem lại trong sổ này."
FINDING_COUNT = "{count} điều cần xem. Đây chỉ là nghi vấn: sổ gốc là căn cứ."
SEVERITY: Mapping[Severity, str] = {
    Severity.ERROR: "Sai",
    Severity.WARNING: "Nghi ngờ",
    Severity.NOTE: "Lưu ý",
}

REGISTERS: Mapping[str, str] = forms.REGISTERS
TARGET = "Gói bàn giao"
TARGETS: Mapping[str, str] = {
    "ministry": "Phần mềm của Bộ Tư pháp (Excel + ZIP các tệp PDF)",
    "csv": "Bảng CSV",
    "json": "JSON, kèm nguồn gốc từng ô",
    "parquet": "Bảng Parquet cho thống kê, kèm nguồn gốc từng ô",
    "page-xml": "PAGE XML cho lưu trữ, mỗi trang một tệp, ô chưa trả lời ghi rõ",
    "alto": "ALTO cho thư viện, mỗi trang một tệp, ô chưa trả lời ghi rõ",
    "slips": "Phiếu xác minh để in (PDF): các ô để lại, xếp theo thôn, tổ dân phố",
    "pdf": "Cả quyển sổ thành một tệp PDF: ảnh các trang, tìm được chữ đã quyết định",
    "extract": "Bản nháp trích lục (Word), mỗi trường hợp một tệp, kèm ảnh trong sổ",
}
SETTINGS: Mapping[str, tuple[str, Mapping[int | str, str]]] = {
    "birth_columns": ("Mẫu khai sinh", {70: "70 cột (mẫu mới)", 60: "60 cột (mẫu năm 2019)"}),
    "pdf_a": ("Loại tệp PDF", {0: "PDF thường", 1: "PDF/A-2b để lưu trữ lâu dài"}),
    "incomplete_dates": (
        "Ngày đăng ký thiếu ngày, tháng",
        {"leave_out": "Để trường hợp ấy lại", "zeros": "Bàn giao, tên tệp PDF ghi 00 cho phần thiếu"},
    ),
}
"""What is chosen for a package, and its values."""

FOLDER = "Thư mục nhận gói"
FOLDER_HELP = "Đường dẫn đầy đủ trên máy đang chạy chương trình."
FOLDER_EMPTY = "Chưa có thư mục. Hãy ghi đường dẫn đầy đủ của thư mục nhận gói."
DECIDED_ONLY = "Chỉ những trường hợp đã trả lời hết mới được bàn giao; các trường hợp khác được kê ra cùng lý do."
DO_HAND_OVER = "Bàn giao"
RECEIPT = "Biên nhận: {rows} trường hợp trong {files} tệp."
NOTHING_OUT = "Chưa có trường hợp nào được bàn giao: mọi trường hợp đều còn ô chưa trả lời hoặc có lý do nêu dưới đây."
PAGES_OUT = "Đã ghi {files} tệp. Chưa có trường hợp nào đủ câu trả lời: các ô chưa trả lời được ghi rõ trong tệp, hoặc hỏi trên phiếu."
UNREAD_CELLS = "{count} ô trống trong gói vì không đọc được"
UNREAD_WHY = "Đây không phải ô để trống trong sổ. Hãy giữ danh sách này để xác minh."
CELL = "Ô"
LEFT_OUT = "{count} trường hợp hoặc trang không vào gói"
PLACE = "Ở đâu"

PAGE_STATES: Mapping[PageState, str] = {
    PageState.WAITING: "chờ đọc",
    PageState.READ: "đã đọc",
    PageState.FAILED: "không đọc được",
}

RECORD: Mapping[str, str] = {
    "accept": "Nhận",
    "acceptAll": "Nhận cả {count} ô",
    "blank": "Ô trống",
    "illegible": "Không đọc được",
    "verify_later": "Để xác minh sau",
    "torn": "Rách, mất",
    "ask_superior": "Xin ý kiến",
    "confirmed": "đúng như máy đọc",
    "corrected": "người sửa",
    "back": "Ô trước",
    "forward": "Ô sau",
    "undo": "Lấy lại chữ máy đọc; lần nữa: về ô vừa trả lời",
    "undoShort": "Lấy lại",
    "copy": "Chép từ trường hợp trước",
    "copyShort": "Chép như trước",
    "noCopy": "Chưa có trường hợp nào trước đó có chữ ở ô này.",
    "leave": "Sang trường hợp khác",
    "together": "Các ô máy đọc chắc, nhận cùng một lần",
    "lookFirst": "Hãy nhìn hết các ô đang hiện, ảnh và chữ, rồi nhấn Enter.",
    "view": "Xem ảnh trang",
    "whole": "Cả trang / gần ô",
    "zoomIn": "Phóng to",
    "zoomOut": "Thu nhỏ",
    "zoom": "Phóng to, thu nhỏ",
    "panning": "Dời ảnh",
    "turn": "Xoay ảnh",
    "contrast": "Tương phản",
    "delivered": "Bản gốc",
    "cleaned": "Bản sạch",
    "cleanedWhy": "Bản sạch / bản gốc nhận vào",
    "letters": "Chữ",
    "tones": "Dấu",
    "toneOnly": "chỉ khác dấu",
    "offered": "Gợi ý",
    "verdicts": "Ô không có chữ để chép",
    "sure": "chắc",
    "doubtful": "ngờ",
    "unread": "chưa đọc được",
    "noInk": "máy không thấy chữ",
    "missing": "máy không tìm thấy ô này",
    "noCrop": "Không có ảnh riêng của ô này. Hãy nhìn cả trang bên trái.",
    "picturelost": "Không mở được ảnh này. Câu trả lời đã nhận vẫn còn; hãy tải lại trang.",
    "pictureComing": "Ảnh của ô này chưa hiện. Hãy đợi ảnh rồi nhấn Enter, hoặc gõ chữ theo sổ.",
    "alternatives": "Cũng có thể là",
    "open": "chưa trả lời",
    "saving": "đang lưu…",
    "saved": "đã lưu",
    "allSaved": "Mọi câu trả lời đã lưu",
    "savingMany": "Đang lưu {count} câu trả lời…",
    "away": "Chưa lưu được {count} câu trả lời: đang giữ trên máy này, sẽ tự gửi lại",
    "empty": "Ô đang không có chữ. Trong sổ để trống thì nhấn Alt+0; có chữ mà không đọc được thì nhấn Alt+K.",
    "waiting": "Đang lưu nốt các câu trả lời, rồi mở trường hợp sau…",
    "signedOut": "Phiên làm việc đã khoá. Hãy đăng nhập lại; các câu trả lời vẫn giữ trên máy này và sẽ tự gửi.",
    "opening": "Đang mở trường hợp…",
    "finished": "Đã xem hết các trường hợp còn chờ của sổ này. Mọi câu trả lời đã lưu.",
    "finishedNext": "Vào «Kiểm tra» để xem nghi vấn, hoặc «Sổ» để mở lại một trường hợp.",
    "progress": "{done} / {all} ô",
    "refused": "{count} câu trả lời không lưu được. Hãy chép lại trước khi bỏ:",
    "drop": "Đã chép, bỏ khỏi danh sách",
    "field": "Chữ trong sổ",
    "fields": "Các ô của trường hợp",
    "page": "Ảnh trang sổ",
    "cell": "Ảnh của ô",
    "help": "Các phím",
    "closeHelp": "Đóng",
    "print": "In bảng phím",
    "keysAnswer": "Trả lời một ô",
    "keysTone": "Đổi dấu của tiếng đang gõ",
    "keysWay": "Đi lại",
    "keysPage": "Ảnh trang sổ",
    "keyEnter": "Nhận chữ trong ô rồi sang ô sau; các ô máy chắc hiện cùng lúc thì nhận cả",
    "keyAlternative": "Lấy chữ khác máy gợi ra",
    "keyTab": "Lấy gợi ý (hoặc mũi tên phải); ↑ ↓ để chọn gợi ý khác",
    "level": "không dấu",
    "falling": "huyền",
    "rising": "sắc",
    "asking": "hỏi",
    "tumbling": "ngã",
    "heavy": "nặng",
    "keysTyping": "Ngày tháng và số gõ liền: 12051989 thành 12/05/1989, 051989 thành 05/1989, theo lối viết của sổ. "
    "Chỗ có thể hiểu hai cách thì giữ nguyên như đã gõ.",
}
"""What the record component says; ``{count}`` and the like are filled in by the browser."""
# -- pages whose pictures are too poor to read (ui/parts/poor_pages.py) ----------------------------------------------------

POOR_PAGES = "{count} trang nên xem lại hoặc chụp lại"
POOR_WHY = (
    "Các trang này vẫn ở trong sổ và vẫn được đọc; chụp lại hay không là tùy bạn. Ảnh chụp lại thì nhận vào như thường lệ. "
    "Muốn in nhỏ các trang này để mang ra máy quét, chạy lệnh:"
)
POOR_COMMAND = 'sohoa contact-sheet --book "{book}" --to trang-mo.pdf'
POOR_PAGE = "Trang {page} · {source}"

sys.modules[__name__].__class__ = Words
