"""Every Vietnamese string of signing in and out, of locked screens and of rights."""

import sys
from collections.abc import Mapping

from pipeline import chain, rights, staff
from pipeline.rights import Role
from pipeline.staff import Standing
from ui.language import Words

PRODUCT = "Sổ hoá hộ tịch"
SIGN_IN = "Đăng nhập"
NAME = "Họ tên"
SIGN_WITH = "Mật khẩu"
ENTER = "Vào làm việc"
OUTSIDE = "Đăng nhập qua {title}"
OUTSIDE_REFUSED = "Dịch vụ đăng nhập của cơ quan không xác nhận được bạn. Hãy thử lại, hoặc đăng nhập bằng mật khẩu."

FIRST = "Lần đầu sử dụng"
FIRST_WHY = (
    "Kho này chưa có tài khoản nào. Người đầu tiên vừa quản trị (thêm người, nhận ảnh, bàn giao) vừa đối chiếu được; "
    "sau đó có thể thêm người khác. Trang này chỉ mở được trên chính máy đang chạy chương trình."
)
FIRST_ELSEWHERE = (
    "Kho này chưa có tài khoản nào. Hãy mở màn hình trên chính máy đang chạy chương trình để tạo tài khoản đầu tiên, hoặc "
    'chạy trên máy đó: sohoa account add "HỌ TÊN" --role administrator'
)
MAKE_FIRST = "Tạo tài khoản và vào làm việc"

CHANGE = "Đổi mật khẩu"
CHANGE_FIRST = "Mật khẩu này do người khác đặt. Hãy đặt mật khẩu của riêng bạn rồi vào làm việc."
OLD = "Mật khẩu đang dùng"
NEW = "Mật khẩu mới"
AGAIN = "Nhập lại mật khẩu mới"
RULE = "Từ 8 ký tự, gồm đủ chữ thường, chữ hoa, chữ số và dấu (như . - ! ?)."
NOT_ALIKE = "Hai lần nhập mật khẩu mới không giống nhau. Hãy nhập lại."

STALE_FORM = "Trang này đã mở quá lâu. Hãy nhập lại."
NOT_FOR_YOU = "Tài khoản của bạn không có quyền mở trang này."
NO_WORK = "Tài khoản của bạn chưa được giao việc nào. Hãy nhờ người quản trị giao quyền."
NOTHING_HERE = "Không có trang này."
NO_SESSION = "Hãy đăng nhập."
LOCKED = "Màn hình đang khoá. Hãy mở khoá bằng mật khẩu."
FOREIGN = "Yêu cầu này không đến từ màn hình của sổ hoá nên bị từ chối."
BACK = "Về trang đầu"
COMING_IN = "Đang vào…"
SIGNED_OUT = "Phiên làm việc đã kết thúc. Hãy tải lại trang và đăng nhập."

WATCH: Mapping[str, str] = {
    "lock": "Khoá",
    "lockHelp": "Khoá màn hình (khi rời bàn)",
    "signOut": "Đăng xuất",
    "change": "Đổi mật khẩu",
    "locked": "Màn hình đang khoá",
    "why": "Những gì đã gõ vẫn còn nguyên. Nhập mật khẩu của {name} để làm tiếp.",
    "password": SIGN_WITH,
    "unlock": "Mở khoá",
    "away": "Không liên lạc được với chương trình. Câu trả lời vẫn được giữ trên máy này; hãy thử lại sau.",
    "person": "Người làm việc: {name}",
    "outside": "Đăng nhập lại qua {title}",
}
"""What the watch in the browser says; ``{name}`` is filled in there."""

ACCOUNTS = "Tài khoản"
ALL_ACCOUNTS = "Ai đăng nhập được"
ROLES = "Quyền"
ROLE_TITLES: Mapping[Role, str] = rights.TITLES
STANDING = "Tình trạng"
STANDINGS: Mapping[Standing, str] = staff.STANDINGS
OUTSIDE_NAME = "Tên ở dịch vụ đăng nhập của cơ quan"
ADD = "Thêm một người"
DO_ADD = "Thêm"
ADDED = "Đã thêm «{name}». Hãy trao tận tay mật khẩu dùng một lần này; khi đăng nhập lần đầu phải đổi:"
RESET_DONE = "Mật khẩu dùng một lần của «{name}». Hãy trao tận tay; khi đăng nhập phải đổi:"
CHANGE_ONE = "Sửa một tài khoản"
WHOM = "Tài khoản của"
SAVE_ROLES = "Lưu quyền"
ENABLE = "Cho dùng lại"
DISABLE = "Ngừng"
RESET = "Đặt lại mật khẩu"
SAVED = "Đã lưu: {name}."
SESSIONS = "Phiên làm việc đang mở"
SESSION_LINE = "{name} · từ máy {origin} · lần cuối động đến {seen}"
REVOKE = "Thu hồi"
LOG = "Nhật ký"
VERIFY = "Soát nhật ký"
WHOLE = "Nhật ký nguyên vẹn: {events} sự kiện. Mã cuối, nên ghi lại ngoài máy:"
BROKEN = "Nhật ký không còn nguyên: {trouble} Hãy giữ nguyên kho, và đối chiếu với bản sao lưu gần nhất."
LAST = "{count} sự kiện gần nhất trong 24 giờ qua"
WHEN = "Lúc"
WHO = "Ai"
WHAT = "Việc"
EVENTS: Mapping[str, str] = chain.KINDS

sys.modules[__name__].__class__ = Words
