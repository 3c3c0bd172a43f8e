"""Vietnamese strings of what is looked for before the ministry's package goes out."""

import sys

from ui.language import Words

PREFLIGHT = "Soát trước khi bàn giao"
PREFLIGHT_NOTHING = "Không thấy điều gì mà phần mềm của Bộ hoặc pháp luật sẽ không nhận."
PREFLIGHT_NONE_GOES = "Chưa bàn giao được trường hợp nào: {why}"
PREFLIGHT_HELD = "{held} trường hợp sẽ để lại, {found} điều cần xem."
PREFLIGHT_HOW = (
    "«Không nhận»: trường hợp ở lại cho đến khi sửa xong. «Lưu ý»: vẫn bàn giao, nhưng nên xem lại trên ảnh."
)
PREFLIGHT_BLOCKS = "Không nhận"
PREFLIGHT_DOUBT = "Lưu ý"
PREFLIGHT_PAGES = "Trang {page} / {pages} của danh sách"
PREFLIGHT_CROP = "Ảnh của ô"

sys.modules[__name__].__class__ = Words
