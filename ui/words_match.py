"""The Vietnamese strings of the screens about whole books: lists of other offices, import reports, coverage."""

import sys
from collections.abc import Mapping

from pipeline import differences, returned
from pipeline.completeness import Missing
from pipeline.differences import Difference
from pipeline.returned import Answer
from ui.language import Words

MATCH = "So danh sách"
RETURNED = "Bộ trả lại"
COVERAGE = "Còn thiếu gì"

# -- a list of another office -----------------------------------------------------------------------------------------

MATCH_WHY = (
    "So sổ với danh sách của nơi khác (dân cư, bảng nhập trước đây). Sổ gốc là căn cứ: ở đây không sửa gì trong sổ."
)
WHICH_BOOKS = "So những sổ nào"
CHOOSE_FILE = "Chọn tệp"
LIST = "Danh sách (CSV hoặc Excel)"
MAPPING = "Tệp ghép cột, nếu máy không tự nhận ra cột"
MAPPING_HELP = 'Tệp chữ, mỗi dòng một cột, ví dụ: nksHoTen = "Họ và tên" hoặc nksHoTen = "C" (cột C).'
DO_MATCH = "So"
NO_LIST = "Chưa chọn danh sách. Hãy chọn một tệp CSV hoặc Excel."
MATCHING = "Đang so…"
COMPARED = "Cột đã so"
BOOK_COLUMN = "Trong sổ"
LIST_COLUMN = "Trong danh sách"
IGNORED = "Cột của danh sách không so: {columns}."
RAGGED = "Bỏ qua {count} dòng có nhiều ô hơn tiêu đề: {lines}."
BOTH = "Có ở cả hai"
SAME = "Giống hệt"
ONLY_HERE = "Chỉ có trong sổ"
ONLY_THERE = "Chỉ có trong danh sách"
DIFFERENT = "Khác nhau"
KIND = "Khác ở chỗ"
DIFFERENCES: Mapping[Difference, str] = differences.WORDS
EVERY_KIND = "mọi kiểu"
CELL_KIND = "{words} ({count})"
NUMBER = "Số"
NAME = "Họ tên"
COLUMN = "Mục"
LINE = "Dòng"
DECIDED = "Người đã xem"
SURE = "Chắc là một người"
YES: Mapping[bool, str] = {True: "có", False: "chưa"}
TEXTS = "Nội dung dòng"
PICK = "Chọn một dòng rồi nhấn «Mở» để xem ảnh trong sổ."
OPEN_PICKED = "Mở trường hợp đã chọn"
SAVE_CSV = "Tải bảng CSV để in"
ALL_SAME = "Mọi trường hợp có ở cả hai nơi đều giống hệt nhau."
NOTHING_ONLY = "Không có."
MORE = "Đang hiện {shown} trong {count} dòng; tải bảng CSV để có tất cả."

# -- import reports ---------------------------------------------------------------------------------------------------

RETURNED_WHY = (
    "Nạp báo cáo nhập dữ liệu của phần mềm Bộ để biết trường hợp nào đã vào, trường hợp nào bị trả lại và vì sao."
)
REPORT = "Báo cáo (CSV hoặc Excel)"
DO_LOAD = "Nạp báo cáo"
LOADED = "«{name}»: {accepted} dòng được nhận, {rejected} dòng bị trả lại."
KNOWN_REPORT = "Tệp này đã được nạp từ trước; không có gì thay đổi."
NO_REPORT = "Chưa chọn báo cáo. Hãy chọn một tệp CSV hoặc Excel."
LEFT = "Còn phải làm"
NOTHING_LEFT = "Mọi trường hợp của sổ này đã vào phần mềm của Bộ."
ANSWER = "Tình trạng"
ANSWERS: Mapping[Answer, str] = returned.WORDS
WHY = "Lý do"
FROM_REPORT = "Theo báo cáo"
STRANGERS = "Dòng của báo cáo không tìm thấy trong sổ"
STRANGERS_WHY = "Sổ không có đúng một trường hợp mang số ấy. Hãy xem lại số, quyển số, hoặc báo cáo là của sổ khác."
VOLUME = "Quyển"
REPORTS = "Các báo cáo đã nạp"
FILE = "Tệp"
WHO = "Người nạp"
WHEN = "Ngày nạp"
ROWS = "Số dòng"
REJECTED_ROWS = "Bị trả lại"

# -- coverage ---------------------------------------------------------------------------------------------------------

COVERAGE_WHY = "Một sổ là xong khi số khóa sổ, số trang, số thứ tự khớp nhau, mọi ô đã có câu trả lời và Bộ không trả lại trường hợp nào."
DONE_COUNT = "{done}/{count} sổ đã xong"
COMMUNE = "Xã"
EVERY_COMMUNE = "mọi xã"
NO_COMMUNE = "chưa ghi xã"
REGISTER = "Loại"
YEAR = "Năm"
NO_YEAR = "chưa rõ"
NOT_READ = "chưa đọc"
BOOK = "Sổ"
ENTRIES = "Trường hợp / khóa sổ"
STATE = "Còn thiếu"
OF_CLOSING = "{entries}/{closing}"
LACK_COUNT = "còn {count} điều"
PICK_BOOK = "Chọn một dòng để xem sổ ấy còn thiếu gì."
FINISHED = "đã xong"
SHARE = "Ô đã xong"
PLOT = "Phần ô đã có câu trả lời, theo loại sổ và năm; ✓ là sổ đã xong"
MISSING: Mapping[Missing, str] = {
    Missing.CLOSING: "Chưa chép khóa sổ",
    Missing.PAGES: "Trang",
    Missing.TOTAL: "Lệch khóa sổ",
    Missing.NUMBERS: "Số thứ tự",
    Missing.CELLS: "Ô chưa trả lời",
    Missing.SET_ASIDE: "Ô để lại",
    Missing.REJECTED: "Bộ trả lại",
}
CLOSE_TITLE = "Chép số khóa sổ của một sổ"
CLOSE_WHY = (
    "Cuối sổ ghi tổng số trường hợp và số trang khi khóa sổ. Chép đúng như trong sổ; chép lại thì số mới được tính."
)
CASES = "Số trường hợp"
PAGES = "Số trang (0 nếu sổ không ghi)"
KEEP = "Lưu số khóa sổ"
KEPT = "Đã lưu số khóa sổ."
HISTORY = "Đã chép: {said}"
COPIED = "{cases} trường hợp, {pages} trang ({who}, {when})"

sys.modules[__name__].__class__ = Words
