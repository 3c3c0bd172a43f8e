"""Vietnamese strings of what people share: cases in hand, notes between shifts, answers from outside, second looks."""

import sys
from collections.abc import Mapping

from pipeline.queues import Doubt
from ui.language import Words

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
NOTE_EXAMPLE = "Ví dụ: đang dở trang nào, trang nào cần quét lại, đã thống nhất cách ghi gì."
SAVE_NOTE = "Lưu ghi chú"
EARLIER_NOTES = "Ghi chú trước đó"

SET_ASIDE = "Ô để lại"
SET_ASIDE_WHY = (
    "Mỗi ô dưới đây còn chờ một câu trả lời từ ngoài quyển sổ. Mã ở đây là mã in trên phiếu xác minh. "
    "Chỉ ghi điều có căn cứ: đã hỏi ai, hoặc đã xem giấy tờ gì."
)
NOTHING_SET_ASIDE = "Sổ này không có ô nào để lại, cũng không có ô nào không đọc được."
CODE = "Mã trên phiếu"
CODE_EXAMPLE = "ví dụ 17-3"
NO_SUCH_CODE = "Không có câu hỏi nào mang mã «{code}» trong sổ này: ô đã được trả lời, hoặc phiếu là của sổ khác."
GROUP = "Nhóm"
GROUP_OF = "{name} ({count} ô)"
SUPERIOR = "Xin ý kiến cấp trên"
NO_HAMLET = "Chưa rõ thôn, tổ dân phố"
SHEET = "Tờ"
QUESTION = "{code} · {title}"
WHY_ASKED = "{why}, {who}, {when:%d.%m.%Y}"
PROPOSALS = "Máy đọc (gợi ý, không phải nội dung của sổ): {texts}"
NOTICED = "Điều đáng chú ý: {reasons}"
NO_PICTURE = "Không có ảnh riêng của ô này. Hãy xem trong sổ."
ANSWER = "Trong sổ, ô này"
ANSWERS: Mapping[str, str] = {
    "text": "ghi là",
    "blank": "để trống",
    "illegible": "không ai đọc được",
    "torn": "đã rách, mất",
}
VALUE = "Chữ trong sổ"
ASKED_WHOM = "Đã hỏi ai"
ASKED_SUPERIOR = "Ai cho ý kiến"
DOCUMENT = "Giấy tờ đã xem"
SEEN_ON = "Ngày hỏi, ngày xem"
REMARK = "Nói gì, ghi gì"
SAVE_ANSWER = "Lưu câu trả lời"
VALUE_EMPTY = "Chưa có chữ. Hãy ghi chữ trong sổ, hoặc chọn để trống, không đọc được, rách mất."
ANSWER_SAVED = "Đã lưu câu trả lời cho câu hỏi {code}."
ANSWERED = "Đã trả lời ({count})"
ANSWERED_COLUMNS = ("Ở đâu", "Ô", "Câu trả lời", "Đã hỏi ai", "Giấy tờ", "Ngày", "Nói gì, ghi gì", "Người ghi")

CHECKING = "Soát lại"
NUMBER = "số {number}"

LOOKS: Mapping[str, str] = {
    "key": "Gõ lại",
    "dispute": "Phân xử",
    "approve": "Duyệt trường hợp",
    "sample": "Soát mẫu",
    "standing": "Kết quả",
}
LOOK_AT = "Việc soát lại"
LOOKS_WHY: Mapping[str, str] = {
    "key": "Ô quan trọng mà máy còn ngờ: gõ lại theo ảnh, không xem câu trả lời của người trước. Máy tự so hai lần gõ.",
    "dispute": "Hai người ghi khác nhau. Hãy nhìn ảnh rồi chọn chữ đúng với sổ; câu trả lời của bạn là câu trả lời của ô.",
    "approve": "Trường hợp người khác đã trả lời hết. Người đã trả lời một ô trong đó không tự duyệt được.",
    "sample": "Câu trả lời rút ngẫu nhiên của từng người. Đúng với ảnh thì nhấn «Đúng với sổ», sai thì ghi lại chữ trong sổ.",
    "standing": (
        "Tỷ lệ đếm được trên phần đã soát, kèm khoảng chứa tỷ lệ thật với độ tin cậy 95 % (Wilson). "
        "Ít lần soát thì khoảng rộng: đừng so người với người khi các khoảng còn chồng nhau."
    ),
}
NOTHING_TO_DO: Mapping[str, str] = {
    "key": "Không có ô nào cần bạn gõ lại.",
    "dispute": "Không có ô nào cần bạn phân xử.",
    "approve": "Không có trường hợp nào cần bạn duyệt.",
    "sample": "Không có câu trả lời nào cần bạn soát mẫu.",
    "standing": "Chưa có câu trả lời nào được soát lại.",
}
LEFT_TO_DO = "Còn {count}"
SAVE_KEYED = "Lưu chữ đã gõ"
KEYED_SAVED = "Đã lưu lần gõ thứ hai."
ONE_SAYS = "{who} ghi: {said}"
TAKE_THIS = "Chọn {said}"
OTHER = "Cả hai đều sai"
SAVE_JUDGEMENT = "Lưu phân xử"
JUDGEMENT_SAVED = "Đã lưu phân xử."
APPROVE = "Duyệt trường hợp này"
APPROVED = "Đã duyệt {where}."
TO_CASE = "Mở để sửa"
CASE_TO_APPROVE = "Trường hợp chờ duyệt"
RIGHT = "Đúng với sổ"
WRONG = "Sai, ghi lại"
SAVE_WRONG = "Lưu chữ đúng"
SAMPLE_SAVED = "Đã lưu kết quả soát."
STANDING_COLUMNS = (
    "Người trả lời",
    "Hai người gõ giống nhau",
    "Khoảng 95 %",
    "Mẫu thấy sai",
    "Khoảng 95 % của tỷ lệ sai",
    "Ô thử bị bỏ qua",
    "Khoảng 95 % của ô thử",
)
PLANTED = "Ô thử: cố ý đề xuất sai trong các ô máy chắc chắn"
PLANTED_OFF = "Tắt"
PLANTED_SHARE = "{percent} %"
PLANTED_WHY = (
    "Để biết người làm có còn nhìn ảnh hay chỉ nhấn Enter. Ai chấp nhận chữ thử được nhắc ngay và ô hiện lại; "
    "chữ thử không bao giờ được lưu thành câu trả lời, không bao giờ được bàn giao. Ai đổi mức này được ghi vào nhật ký."
)
PLANTED_SAVED = "Đã đổi mức ô thử."
COUNTED = "{hits} / {of}"
BETWEEN = "{low} % đến {high} %"

APPROVED_ONLY = "Chỉ bàn giao những trường hợp người thứ hai đã duyệt"

sys.modules[__name__].__class__ = Words
