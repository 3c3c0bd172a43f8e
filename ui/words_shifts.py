"""Vietnamese strings of what people share: cases in hand, notes between shifts, answers from outside, second looks."""

from collections.abc import Mapping

from pipeline.queues import Doubt

WITH_ANOTHER = "{who} đang mở trường hợp này từ {since:%H:%M}, nên chuyển sang trường hợp khác."
HELD_BY = "{who} đang mở"
CASES_WITH_OTHERS = "{cases} trường hợp đang ở người khác: {names}."

WHICH_CASES = "Chọn trường hợp để đối chiếu"
REGISTER = "Loại sổ"
HAMLET = "Thôn, tổ dân phố"
DOUBT = "Mức chắc"
ALL = "Tất cả"
QUICK_FIRST = "Trường hợp nhanh ra trước, trường hợp lâu ra sau, trường hợp để xác minh ra cuối."
DOUBTS: Mapping[str, str] = {
    Doubt.SURE: "Máy đọc chắc mọi ô",
    Doubt.DOUBTFUL: "Có ô máy còn ngờ",
    Doubt.UNREAD: "Có ô máy chưa đọc được",
}

NOTE_OF = "Ghi chú bàn giao ca của {who}, {when:%H:%M ngày %d.%m.%Y}"
LEAVE_NOTE = "Ghi chú cho ca sau"
NOTE_HELP = "Ví dụ: đang dở trang nào, trang nào cần quét lại, đã thống nhất cách ghi gì."
SAVE_NOTE = "Lưu ghi chú"
EARLIER_NOTES = "Ghi chú trước đó"
