"""Every Vietnamese string of the carpet, progress, whole-book, take-in, settings and help screens."""

import sys
from collections.abc import Mapping, Sequence

from pipeline.jobs import State as JobState
from pipeline.whole_book import State
from ui.language import Words

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
    "all": "Đổi cả phần này",
    "taken": "✓ nhận",
    "left": "✕ để lại",
    "unseen": "… chưa nhìn",
    "lost": "✕ mất ảnh",
    "open": "Mở trường hợp này",
    "drop": "Đã xem, bỏ khỏi danh sách",
    "keys": "Phím: ← ↑ → ↓ đi giữa các ô · Dấu cách: để lại hoặc nhận · Enter: xác nhận các ô đang hiện. Ô để lại vẫn chờ ở «Đối chiếu».",
    "none": "Đã xem hết loạt này. Các ô để lại vẫn chờ ở «Đối chiếu».",
    "saved": "Đã lưu hết",
    "saving": "Đang lưu {count} ô…",
    "away": "Chưa lưu được {count} ô: đang giữ trên máy này, sẽ tự gửi lại",
    "refused": "{count} ô không nhận được:",
}

# -- progress ------------------------------------------------------------------------------------------------------

PROGRESS_TITLE = "Tiến độ"
NOTHING_READ = "Chưa có trường hợp nào được đọc, nên chưa có tiến độ."
COUNTS: Mapping[str, str] = {
    "cases": "Trường hợp",
    "done": "Đã xong",
    "set_aside": "Để xác minh sau",
    "left": "Còn lại",
}
BY_KIND = "Theo loại sổ, năm, xã"
ROW = "{kind} · {year} · {commune}"
TABLE = ("Loại sổ", "Năm", "Xã, phường", "Đã xong", "Để xác minh sau", "Còn lại")
PACE = "Nhịp độ và dự báo"
WHAT = "Mục"
SAID = "Hiện nay"
PACE_NOW = "Nhịp độ"
PACE_SAID = "{a_day} trường hợp mỗi ngày, tính trên {days} ngày gần nhất"
LIKELY = "Dự báo xong"
LIKELY_SAID = "khoảng {likely}; sớm nhất {early}, muộn nhất {late}"
NO_FORECAST = "chưa dự báo được: gần đây chưa có trường hợp nào xong"
NOBODY_KNOWS = "chưa biết"
TARGET_DAY = "Mục tiêu mỗi ngày"
TARGET_SAID = "{a_day} trường hợp mỗi ngày; nhịp độ hiện nay bằng {share} % mục tiêu"
DEADLINE = "Hạn hoàn thành"
NEEDED = "{day}: cần {a_day} trường hợp mỗi ngày, hiện nay {now}"
PAST = "{day}: đã qua"
A_DAY = "Trường hợp xong trong ngày"
METHOD = (
    "Cách tính: một trường hợp được tính là xong vào ngày có câu trả lời mới nhất khi mọi ô đã có câu trả lời. Nhịp độ là trung bình "
    "mỗi ngày của 14 ngày trước hôm nay, kể cả ngày nghỉ. Sớm nhất và muộn nhất là nhịp độ cộng, trừ hai lần sai số chuẩn của trung "
    "bình ấy. Trường hợp để xác minh sau vẫn tính là còn phải làm."
)
PLAN = "Đặt mục tiêu và hạn"
KEEP = "Lưu"
BLOCKS = "Điều đang cản"
NOTHING_BLOCKS = "Không có gì cản: không có trang hỏng, trang chờ đọc hay ô để lại."
WITH_FINDINGS = "Đếm cả nghi vấn của các quy tắc (chậm hơn)"
BLOCK_TABLE = ("Sổ", "Trang không đọc được", "Trang chờ đọc", "Ô để lại")
FOUND = "Nghi vấn"
OWN = "Việc của riêng bạn ({who})"
OWN_WHY = (
    "Chỉ mình bạn thấy bảng này; không có xếp hạng. Giờ làm là tổng các khoảng giữa hai câu trả lời liền nhau, bỏ các khoảng dài hơn "
    "10 phút; mỗi ô là một phần của trường hợp. Sổ mờ, sổ rách đi chậm là chuyện thường."
)
OWN_NONE = "Bạn chưa trả lời ô nào dưới tên này."
TOO_SHORT = "còn ngắn, chưa tính"
OWN_TABLE = ("Ngày", "Giờ làm", "Trường hợp", "Câu trả lời", "Trường hợp mỗi giờ")
EXPORT = "Tải bảng tiến độ (XLSX)"

# -- whole book ----------------------------------------------------------------------------------------------------

WHOLE_BOOK_TITLE = "Cả sổ"
WHOLE_BOOK: Mapping[str, str] = {
    "only": "Chỉ hiện trường hợp có nghi vấn",
    "list": "Các trường hợp của sổ",
    "pick": "Chọn để so sánh: số {number}, {where}",
    "picked": "Đã chọn {count} / 2 trường hợp để so sánh",
    "compare": "So sánh",
    "both": "So sánh hai trường hợp",
    "open": "Mở",
    "openIt": "Mở số {number}, {where}",
}
WHOLE_BOOK_TABLE = ("So sánh", "Số", "Ngày đăng ký", "Họ tên", "Ở đâu", "Tình trạng", "Mở")
STATES: Mapping[State, str] = {
    State.DONE: "✓ xong",
    State.SET_ASIDE: "⏸ để xác minh sau",
    State.OPEN: "○ còn {cells} ô",
}
SIDE_BY_SIDE = "Hai trường hợp cạnh nhau"
CLOSE = "Đóng"
SAME = "giống"
DIFFERENT = "khác"
PAIR_TABLE = ("Ô", "Trường hợp thứ nhất", "Trường hợp thứ hai", "So sánh")

# -- take-in -------------------------------------------------------------------------------------------------------

TAKE_IN_TITLE = "Nhận ảnh"
JOB = "Máy đọc"
JOB_STATES: Mapping[JobState, str] = {
    JobState.NONE: "Máy chưa đọc lần nào.",
    JobState.RUNNING: "Đang đọc {book}: {done} / {total} trang. {left}",
    JobState.DONE: "Đã đọc xong {book}: {done} trang.",
    JobState.STOPPED: "Đã dừng {book} sau {done} / {total} trang. Bấm đọc để đọc tiếp.",
    JobState.BROKEN: "Việc đọc {book} không xong ({done} / {total} trang): {reason}",
}
JOB_LEFT = "Còn khoảng {minutes} phút. Có thể đóng trình duyệt, máy vẫn đọc."
JOB_BEGINS = "Máy đang chuẩn bị. Có thể đóng trình duyệt, máy vẫn đọc."
JOB_STOPPING = "Sẽ dừng sau trang đang đọc."
EVERY_BOOK = "mọi sổ"
THE_BOOK = "sổ «{book}»"
STOP = "Dừng đọc"
READ_WAITING = "Đọc {count} trang đang chờ"

UPLOAD = "Chọn tệp trên máy đang ngồi"
UPLOAD_HELP = (
    "Ảnh (JPEG, PNG, TIFF, HEIC) hoặc PDF, mỗi tệp tới 200 MB. Tệp lớn hơn: chép vào máy chủ rồi ghi đường dẫn thư mục. "
    "Trang rách, thủng: lót giấy tối màu dưới trang trước khi chụp, để chữ của trang sau không lẫn vào."
)
FROM_FOLDER = "Hoặc thư mục trên máy đang chạy chương trình"
BOOK_NAME = "Tên sổ"
BOOK_NAME_HELP = "Tên đã có thì ảnh được thêm vào sổ ấy; tệp đã nhận rồi thì không nhận lần thứ hai."
FORM = "Biểu mẫu"
FORM_AUTO = "Để máy tự nhận"
COMMUNE = "Xã, phường"
DISTRICT = "Huyện, quận"
PROVINCE = "Tỉnh, thành phố"
YEAR = "Năm của sổ"
VOLUME = "Quyển số"
TAKE_IN = "Nhận vào và đọc"
NOTHING_CHOSEN = "Chưa có ảnh. Hãy chọn tệp, hoặc ghi đường dẫn đầy đủ của thư mục."
NO_BOOK_NAME = "Chưa có tên sổ. Hãy đặt tên, ví dụ: Khai sinh 1998."
TAKING = "Đang nhận: {name}"
TAKEN = "Sổ «{book}»: thêm {new} trang mới, {known} trang đã có từ trước."
REFUSED = "{count} tệp không nhận được"

# -- settings and help ---------------------------------------------------------------------------------------------

SETTINGS_TITLE = "Cách hiển thị"
SETTINGS_WHOSE = "Các lựa chọn này là của riêng {who}, và theo bạn sang máy khác."
LANGUAGE = "Ngôn ngữ"
LANGUAGES: Mapping[str, str] = {"vi": "Tiếng Việt", "en": "English"}
SIZE = "Cỡ chữ"
SIZES: Mapping[int, str] = {100: "Thường", 125: "Lớn", 150: "Rất lớn"}
CONTRAST = "Tương phản cao (chữ đen trên nền trắng)"
SETTINGS_ENGLISH = "Tiếng Anh: mọi màn hình và tên các cột của Bộ. Câu báo lỗi, nghi vấn và lý do do chương trình nói vẫn là tiếng Việt."

HELP_TITLE = "Trợ giúp"
HELP_WORK = "Việc hằng ngày"
HELP_STEPS = (
    "Nhận ảnh: chọn tệp hoặc thư mục, đặt tên sổ, bấm «Nhận vào và đọc». Có thể đóng trình duyệt trong lúc máy đọc.",
    "Soát theo loạt: các ô máy đọc giống nhau hiện thành một bảng; chọn ô khác lạ, xác nhận phần còn lại.",
    "Đối chiếu: từng ô một, ảnh của chữ ngay trên chỗ gõ. Dễ làm trước, khó để xác minh sau.",
    "Cả sổ, Kiểm tra: xem số thiếu, số trùng và các nghi vấn. Sổ gốc là căn cứ, không sửa cho khớp.",
    "Bàn giao: chỉ trường hợp đã trả lời hết các ô mới vào gói; phần còn lại được kê ra cùng lý do.",
)
HELP_KEYS = "Phím"
KEYS: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
    (
        "Đối chiếu",
        (
            ("Enter", "nhận chữ đang hiện, hoặc cả nhóm ô chắc, và sang ô sau"),
            ("Alt+1 Alt+5", "từ 1 đến 5: lấy chữ máy đọc khác"),
            ("Alt+Z Alt+F Alt+S", "đổi dấu tiếng ở con trỏ: không dấu, huyền, sắc"),
            ("Alt+R Alt+X Alt+J", "hỏi, ngã, nặng"),
            ("Alt+C", "chép từ trường hợp vừa làm trước đó"),
            ("Alt+0", "trong sổ ô này để trống"),
            ("Alt+K Alt+M", "có chữ nhưng không đọc được; rách, mất"),
            ("Alt+V Alt+H", "để xác minh sau; xin ý kiến cấp trên"),
            ("Shift+Enter Alt+↑", "về ô trước"),
            ("Alt+↓", "xem ô sau"),
            ("Alt+L Esc", "lấy lại chữ máy đọc"),
            ("Alt+N", "sang trường hợp khác"),
            ("Alt+P Alt+= Alt+-", "ảnh trang: cả trang, phóng to, thu nhỏ"),
            ("Alt+O Alt+T Alt+G", "xoay ảnh, tương phản, bản đã làm sạch"),
            ("F1", "bảng phím của màn hình này"),
        ),
    ),
    (
        "Soát theo loạt",
        (
            ("← ↑ → ↓", "đi giữa các ô"),
            ("Home End", "ô đầu, ô cuối"),
            ("Space", "để lại ô này, hoặc nhận lại"),
            ("Enter", "xác nhận các ô đang hiện, trừ ô để lại"),
        ),
    ),
)
HELP_WHEN = "Khi có trục trặc"
HELP_TROUBLES = (
    "Mất mạng, mất điện: câu trả lời đã nhận vẫn nằm trên máy đang ngồi và tự gửi lại. Đừng xoá dữ liệu trình duyệt.",
    "Đọc bị dừng giữa chừng: vào «Nhận ảnh», bấm «Đọc các trang đang chờ»; trang đã đọc không phải đọc lại.",
    "Trả lời nhầm: mở lại trường hợp ở «Sổ» hoặc «Cả sổ» rồi trả lời lại; câu trả lời cũ vẫn được giữ trong lịch sử.",
    "Không chắc: nhấn Alt+V. Ô ấy được in thành phiếu xác minh theo thôn, tổ dân phố.",
)
HELP_PRINT = "In trang này: nhấn Ctrl+P."

sys.modules[__name__].__class__ = Words
