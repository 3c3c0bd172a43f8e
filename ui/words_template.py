"""Every Vietnamese string of the screen on which a form is drawn."""

import sys
from collections.abc import Mapping

from pipeline import drawing_board
from ui.language import Words

TEMPLATE = "Mẫu sổ"

REGISTER = "Loại sổ"
BUILD = "Dựng mẫu"
BUILD_AGAIN = "Dựng lại từ đầu"
BUILDING = "Đang dựng mẫu từ các trang của sổ…"
NO_PAGES = "Sổ này chưa có trang nào. Hãy đưa ảnh các trang vào sổ trước."
WHY = (
    "Sổ in theo mẫu mà máy chưa biết thì dựng mẫu một lần từ chính các trang của sổ: máy tìm chỗ in chung và đề xuất các ô, "
    "bạn đặt tên, sửa ô rồi lưu. Sau đó mọi trang của sổ được đọc theo mẫu ấy."
)
OWN = "Mẫu đã lưu của cơ quan"
OPEN = "Mở để sửa"
UNSAVED = "Bản đang vẽ của sổ này chưa lưu thành mẫu và sẽ mất."
DROP = "Bỏ bản đang vẽ, {label}"

READ_ANEW = "Đọc lại sổ bằng mẫu này"
SAVED_AS = "Mẫu «{form}» đã lưu. Trang chưa có câu trả lời nào sẽ được đọc lại; trang đã có câu trả lời giữ nguyên."
READING = "Máy đang đọc lại sổ: {done}/{total} trang. Có thể đóng màn hình, máy vẫn đọc tiếp."
READ = "Lần đọc gần nhất của sổ này: {read}/{total} trang đọc được."
NOTHING_TO_READ = "Không còn trang nào để đọc lại: mọi trang của sổ đều đã có câu trả lời."
KEPT = "{count} trường hợp giữ nguyên vì trên trang đã có câu trả lời của người"
KEPT_FORM = "Đọc theo biểu mẫu"
NOT_READ = "Trang không đọc được"
SAVED = "Đã lưu mẫu «{name}» với {cells} ô, {entries} trường hợp mỗi trang."

SAVED_ROWS = "Đã lưu mẫu «{name}» với {cells} ô; hàng được tìm theo số thứ tự trên từng trang."
BUILT_FROM = "Mẫu được dựng từ {count} trang: {pages}."
LEFT_OUT = drawing_board.LEFT_OUT
HALVES = drawing_board.HALVES

BY_WRITING = (
    "Bảng này không kẻ hàng: mỗi ô vẽ ở đây là cả một cột, còn hàng thì máy tìm trên từng trang theo số thứ tự. "
    "Không cần đặt số trường hợp mỗi trang. Muốn tự đặt hàng cố định thì đặt số trường hợp lớn hơn 1."
)

REGISTERS: Mapping[str, str] = {
    "KS": "Khai sinh",
    "KH": "Kết hôn",
    "KT": "Khai tử",
    "CMC": "Nhận cha, mẹ, con",
    "HN": "Tình trạng hôn nhân",
}

KINDS: Mapping[str, str] = {
    "person_name": "họ tên người",
    "partial_date": "ngày, tháng, năm",
    "date_words": "ngày ghi bằng chữ",
    "sex": "giới tính",
    "ethnicity": "dân tộc",
    "nationality": "quốc tịch",
    "place": "địa danh",
    "id_number": "số giấy tờ",
    "number": "số",
    "choice": "một trong vài lựa chọn",
    "free_text": "chữ bất kỳ",
}

BOARD: Mapping[str, str] = {
    "stage": "Mẫu in của sổ và các ô",
    "tools": "Việc với ô",
    "picture": "Phần in chung của các trang trong sổ",
    "add": "Thêm ô",
    "remove": "Xóa ô",
    "undo": "Hoàn tác",
    "redo": "Làm lại",
    "out": "Thu nhỏ",
    "in": "Phóng to",
    "named": "đã có cột",
    "unnamed": "chưa có cột",
    "keys": (
        "Kéo trên chỗ trống để vẽ ô. Tab: sang ô · mũi tên: dời ô · Shift+mũi tên: đổi cỡ · thêm Ctrl: nhanh gấp 10 · Enter: đặt tên"
    ),
    "none": "Chọn một ô trên mẫu, hoặc kéo chuột trên chỗ trống để vẽ ô mới.",
    "cell": "Ô {place}",
    "noCell": "Chưa chọn ô nào",
    "count": "{named}/{all} ô đã có cột",
    "label": "Chữ in trước ô: {label}",
    "column": "Cột của Bộ",
    "columns": "Các cột của loại sổ này",
    "columnHint": "gõ để tìm, ví dụ: ho ten cha",
    "noColumn": "(không thuộc cột nào)",
    "taken": "đã có ô",
    "kind": "Loại giá trị",
    "title": "Tên ô",
    "noTitle": "chưa có tên",
    "cellNamed": "Ô {place}: {title}",
    "cellUnnamed": "Ô {place}: {title}, chưa có cột",
    "next": "Ô chưa có cột tiếp theo",
    "entries": "Số trường hợp mỗi trang",
    "entriesHint": "Chỉ vẽ ô của trường hợp đầu. Kéo nhãn «Trường hợp 2» đến đúng chỗ, các trường hợp sau cách đều theo.",
    "entry": "Trường hợp {entry}",
    "name": "Lưu dưới tên",
    "nameHint": "khai-sinh-1976",
    "formTitle": "Tên cho người soát",
    "titleHint": "Sổ khai sinh 1976",
    "from": "Từ năm",
    "to": "đến năm",
    "save": "Lưu mẫu",
    "saving": "Đang lưu…",
}
"""What the board says; ``{place}`` and the like are filled in by the browser."""

sys.modules[__name__].__class__ = Words
