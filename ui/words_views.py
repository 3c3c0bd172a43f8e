"""Every Vietnamese string of the carpet, progress, whole-book, take-in, settings and help screens."""

from collections.abc import Mapping

# -- carpet --------------------------------------------------------------------------------------------------------

CARPET_TITLE = "Soát theo loạt"
ALL_BOOKS = "Mọi sổ"
ALL_KINDS = "Mọi loại ô"
KIND = "Loại ô"
CARPET_OF = "Loạt ô đọc giống nhau, loạt lớn trước"
GROUP = "{text} · {kind} · {cells} ô"
GROUP_DOUBT = " ({doubtful} ô ngờ)"
NO_CARPETS = "Không còn loạt nào: mọi ô chưa trả lời đều đứng một mình. Hãy sang «Đối chiếu» để trả lời từng ô."
LEFT_OUT_AGAIN = "Hiện lại {count} ô đã để lại trong phiên này"

KINDS: Mapping[str, str] = {
    "person_name": "họ tên",
    "partial_date": "ngày, tháng, năm",
    "date_words": "ngày bằng chữ",
    "sex": "giới tính",
    "ethnicity": "dân tộc",
    "nationality": "quốc tịch",
    "place": "địa danh",
    "id_number": "số giấy tờ",
    "number": "số",
    "choice": "ô chọn",
    "free_text": "chữ tự do",
}

CARPET: Mapping[str, str] = {
    "count": "{shown} ô đang hiện, cả loạt còn {all} ô",
    "confirm": "Xác nhận {count} ô (Enter)",
    "look": "Còn {count} ô chưa nhìn: hãy cuộn xuống",
    "sure": "✓ Máy đọc chắc: {count} ô. Chọn ô khác lạ để để lại.",
    "doubtful": "? Máy còn ngờ: {count} ô. Để lại sẵn; ô nào đúng thì chọn để nhận.",
    "taken": "✓ nhận",
    "left": "✕ để lại",
    "unseen": "… chưa nhìn",
    "lost": "✕ mất ảnh",
    "open": "Mở trường hợp này",
    "drop": "Đã xem, bỏ khỏi danh sách",
    "keys": "Phím: ← ↑ → ↓ đi giữa các ô · Dấu cách: để lại hoặc nhận · Enter: xác nhận các ô đang hiện. Ô để lại vẫn chờ ở «Đối chiếu».",
    "none": "Đã xem hết loạt này. Các ô để lại vẫn chờ ở «Đối chiếu».",
    "grid": "Các ô máy đọc là {text}",
    "saved": "Đã lưu hết",
    "saving": "Đang lưu {count} ô…",
    "away": "Chưa lưu được {count} ô: đang giữ trên máy này, sẽ tự gửi lại",
    "refused": "{count} ô không nhận được:",
}
