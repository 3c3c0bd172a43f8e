"""Texts like those in the fields of the registers, made from the lexicon sources."""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from scripts.handwriting.numerals import spoken, year_spoken

Chosen = TypeVar("Chosen")

CAUSES = (
    "Ốm chết,Bệnh già,Tuổi già,Già yếu,Bệnh tim,Suy tim,Suy thận,Tai biến mạch máu não,Ung thư gan,Ung thư phổi,Tai nạn giao thông,"
    "Đuối nước,Viêm phổi,Lao phổi,Sốt rét,Xuất huyết não,Nhồi máu cơ tim,Cao huyết áp,Đái tháo đường,Xơ gan,Ngã cây,Điện giật,"
    "Chết non,Đẻ ngạt,Sốt xuất huyết,Ho ra máu,Ung thư dạ dày,Tự tử,Rắn cắn,Bệnh hiểm nghèo,Do bệnh,Chết do tuổi già,Hy sinh,Liệt sĩ"
).split(",")
OFFICES = (
    "Chủ tịch,Phó Chủ tịch,Chủ tịch UBND xã,Phó Chủ tịch UBND,Cán bộ tư pháp - hộ tịch,Công chức tư pháp - hộ tịch,Uỷ viên thư ký,"
    "Trưởng công an xã,Ủy ban nhân dân xã,UBND xã,UBND phường,TM. UBND,KT. Chủ tịch,Trưởng phòng Tư pháp,Hộ tịch viên,Chấp hành viên"
).split(",")
WORKS = (
    "Làm ruộng,Nông dân,Công nhân,Giáo viên,Bộ đội,Học sinh,Sinh viên,Nội trợ,Buôn bán,Cán bộ,Y sĩ,Bác sĩ,Thợ mộc,Thợ may,Lái xe,"
    "Hưu trí,Kế toán,Công an,Làm nông,Làm nghề tự do,Thợ xây,Kỹ sư,Còn nhỏ"
).split(",")
SHORTS = (
    "Nam,Nữ,nam,nữ,Trai,Gái,Việt Nam,VN,Việt nam,Con đẻ,Cha,Mẹ,Bố,Vợ,Chồng,Con,Bản sao,Đã chết,Không,Không rõ,Lần 1,Lần thứ nhất,"
    "Quá hạn,Đúng hạn,Đăng ký lại,Như trên,nt,-nt-,Chưa,Kết hôn lần đầu,Độc thân,CMND,CCCD,Thẻ căn cước,Lào,Trung Quốc,Campuchia,Đài Loan,"
    "Hàn Quốc,Hoa Kỳ,Giấy chứng sinh,Giấy báo tử,Thường trú,Tạm trú"
).split(",")
RARE = (
    "Lò Vàng Quàng Cà Tòng Lường Cầm Bạc Giàng Sùng Thào Mùa Hạng Ma Bế Nông Chẩu Triệu Bàn Đặng Phùng Chảo Lý Tẩn Vi Lô Lương Kha Ksor Rơ "
    "Siu Nay Kpă Y H' Niê Êban Mlô Ayun Byă Đinh Bríu Zơrâm Thạch Sơn Kim Danh Châu Neáng Kiên Lâm Chau Tôn Ôn Nghiêm Khuất Khúc Cù Giáp "
    "Thân Quách Bùi Đèo Hà Hoàng Âu Dương Mạc Văn Tiêu Tăng Từ Ung Viên Xa Yên Chử Cung Diệp Doãn Đàm Đoàn Đường Hàn Hình Kiều La Lại Lục"
).split()
STREETS = ("đường", "Đường", "phố", "Ngõ", "ngõ", "hẻm", "ngách", "Quốc lộ", "Tỉnh lộ")
HAMLETS = (
    "Thôn,thôn,Xóm,xóm,Ấp,ấp,Tổ,tổ,Bản,bản,Khu phố,Khu,khu,Khóm,Buôn,Làng,Đội,đội,Tiểu khu,Tổ dân phố,TDP,KP,T.,X."
).split(",")
SHORTER = {
    "Thành phố": ("TP", "TP.", "Tp", "T.P", "Thành Phố", "thành phố"),
    "Phường": ("P.", "P", "phường", "F."),
    "Xã": ("xã", "X.", "Xã"),
    "Huyện": ("H.", "huyện", "H"),
    "Tỉnh": ("T.", "tỉnh", "T"),
    "Quận": ("Q.", "Q", "quận"),
    "Thị trấn": ("TT", "TT.", "thị trấn"),
    "Thị xã": ("TX", "Tx", "TX.", "thị xã"),
}
OLDER_MARKS = {
    "oà": "òa",
    "oá": "óa",
    "oả": "ỏa",
    "oã": "õa",
    "oạ": "ọa",
    "uỷ": "ủy",
    "uý": "úy",
    "uỳ": "ùy",
    "oè": "òe",
    "oẻ": "ỏe",
}


def weighted(path: Path) -> tuple[list[str], list[float]]:
    """Return the words of a word-count table with the square roots of their counts: rare ones must be seen too."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    return [row[0] for row in rows], [float(row[1]) ** 0.5 for row in rows]


@dataclass
class Texts:
    """Makes one text after another.

    Attributes:
        sources: folder with the lexicon sources.
        chance: where all choices come from.
    """

    sources: Path
    chance: random.Random
    kinds: list[tuple[float, Callable[[], str]]] = field(init=False)

    def __post_init__(self) -> None:
        self.surnames = weighted(self.sources / "names_surname_freq.tsv")
        self.middles = weighted(self.sources / "names_middle_freq.tsv")
        self.givens = weighted(self.sources / "names_given_freq.tsv")
        self.syllables = weighted(self.sources / "syllables_attested_in_Viet74K.tsv")
        self.peoples = (self.sources / "ethnic54.txt").read_text(encoding="utf-8").split("\n")
        self.peoples = [people for people in self.peoples if people]
        self.places = self._places()
        self.older = (self.sources / "historical_provinces_unverified.txt").read_text(encoding="utf-8").split("\n")
        self.older = [place for place in self.older if place and not place.startswith("#")]
        self.kinds = [
            (30, self.address), (24, self.name), (10, self.place), (10, self.date), (5, self.date_words), (8, self.number),
            (2, lambda: self._one(self.peoples)), (2, lambda: self._one(CAUSES)), (2, lambda: self._one(OFFICES)),
            (2, self.time), (2, lambda: self._one(SHORTS)), (1, lambda: self._one(WORKS)), (9, self.words),
        ]  # fmt: skip

    def __call__(self) -> str:
        """Return the next text, NFC, in sentence case, lower case or capitals."""
        return self.as_written(self.any())

    def any(self) -> str:
        """Return a text of any kind, those that are hardest to read more often."""
        ((_, kind),) = self.chance.choices(self.kinds, [share for share, _ in self.kinds])
        return kind()

    def as_written(self, text: str) -> str:
        """Return a text, NFC, in sentence case, lower case or capitals, tone marks in the newer or the older place."""
        luck = self.chance.random()
        if luck < 0.14:
            text = text.lower()
        elif luck < 0.21:
            text = text.upper()
        elif luck < 0.25:
            text = text[:1].upper() + text[1:].lower()
        if self.chance.random() < 0.4:
            for new, old in OLDER_MARKS.items():
                text = re.sub(rf"(?<![qQ]){new}\b", old, text)
        return unicodedata.normalize("NFC", " ".join(text.split()))

    def name(self) -> str:
        """Return a person's name."""
        surname = self._one(RARE) if self.chance.random() < 0.25 else self._heavy(self.surnames)
        between = [self._heavy(self.middles) for _ in range(self.chance.choice((0, 1, 1, 1, 2)))]
        if self.chance.random() < 0.12:
            between.append(self._one(self.syllables[0]).capitalize())
        given = self._heavy(self.givens) if self.chance.random() < 0.75 else self._one(self.syllables[0]).capitalize()
        return " ".join([surname, *between, given])

    def place(self) -> str:
        """Return an administrative unit with or without those above it, or an institution in it."""
        names = self._one(self.places)
        depth = self.chance.choice((1, 2, 2, 3))
        text = self._joined(names[:depth])
        luck = self.chance.random()
        if luck < 0.15:
            text = (
                self._one(
                    ("Trạm y tế ", "Trạm xá ", "Bệnh viện ", "Bệnh viện đa khoa ", "UBND ", "Nhà hộ sinh ", "Công an ")
                )
                + text
            )
        elif luck < 0.2:
            text = self._one(("tỉnh ", "Tỉnh ", "")) + self._one(self.older)
        elif luck < 0.4:
            text = f"{self._one(HAMLETS)} {self._hamlet()}, {text}"
        return text

    def address(self) -> str:
        """Return a full address, as people write it on a form."""
        parts = []
        if self.chance.random() < 0.6:
            parts.append(self._house())
        if self.chance.random() < (0.3 if parts else 0.75):
            parts.append(f"{self._one(HAMLETS)} {self._hamlet()}")
        parts.append(self._joined(self._one(self.places)))
        return self._one((", ", ", ", ", ", ",", " , ", " - ")).join(parts)

    def date(self) -> str:
        """Return a date in figures, whole or in part."""
        day, month, year = self.chance.randint(1, 31), self.chance.randint(1, 12), self._year()
        form = self.chance.choice((
            "{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "{y}", "{m:02}/{y}", "{m}/{y}",
            "ngày {d} tháng {m} năm {y}", "Ngày {d:02} tháng {m:02} năm {y}", "{d}/{m}/{s:02}", "năm {y}", "tháng {m} năm {y}", "{d:02} {m:02} {y}",
        ))  # fmt: skip
        return form.format(d=day, m=month, y=year, s=year % 100)

    def date_words(self) -> str:
        """Return a date in words, or a part of one."""
        day, month = spoken(self.chance.randint(1, 31)), spoken(self.chance.randint(1, 12))
        day = self._one(("mồng ", "mùng ")) + day if self.chance.random() < 0.15 else day
        year = year_spoken(self._year(), self.chance.random() < 0.5)
        return self.chance.choice((
            f"Ngày {day} tháng {month} năm {year}", f"ngày {day}, tháng {month}, năm {year}", f"Ngày {day} tháng {month}", f"năm {year}", year,
        ))  # fmt: skip

    def number(self) -> str:
        """Return a running number, a book number or an identity number."""
        digits = "".join(self.chance.choices("0123456789", k=12))
        year = self._year()
        return self.chance.choice((
            digits[:9], digits, digits[:2], digits[:3], str(int(digits[:3])), str(1 + int(digits[:2]) % 9), str(1 + int(digits[:2])), f"{digits[:2]}/{year}", f"{int(digits[:3])}/{year}", digits[:6],
            f"Số {int(digits[:3])}", f"0{self.chance.randint(1, 9)}/{year}", f"{int(digits[:2])}/UBND", f"QĐ {digits[:3]}/{year}",
            f"{digits[:3]} {digits[3:6]} {digits[6:9]}",
        ))  # fmt: skip

    def identity(self) -> str:
        """Return an identity number: nine digits of the old cards, twelve of the new ones, rarely another paper's."""
        digits = "".join(self.chance.choices("0123456789", k=12))
        return self.chance.choice(
            (digits[:9], digits[:9], digits[:9], digits, digits, f"{digits[:3]} {digits[3:6]} {digits[6:9]}")
        )

    def age(self) -> str:
        """Return an age, as older registers give it in place of a date."""
        return f"{self.chance.randint(15, 95)} {self._one(('tuổi', 'tuổi', 't', 'Tuổi'))}"

    def time(self) -> str:
        """Return a time of day."""
        hour, minute = self.chance.randint(0, 24), self.chance.randint(0, 59)
        return self.chance.choice(
            (
                f"{hour} giờ {minute} phút",
                f"{hour}h{minute:02}",
                f"{hour}:{minute:02}",
                f"{hour} giờ",
                f"{hour:02} giờ {minute:02}",
            )
        )

    def words(self) -> str:
        """Return a few syllables of no sense: the reader must believe the ink, not the lexicon."""
        count = self.chance.randint(1, 6)
        return " ".join(
            self._one(self.syllables[0]) if self.chance.random() < 0.7 else self._one(self.syllables[0]).capitalize()
            for _ in range(count)
        )

    def _places(self) -> list[list[str]]:
        places = []
        for table in ("admin63_2025-03.tsv", "admin34_post2025.tsv", "admin63_madnh_2023.tsv"):
            for line in (self.sources / table).read_text(encoding="utf-8").splitlines():
                row = line.split("\t")
                if len(row) >= 4 and row[3]:
                    above = row[3].split(", ")
                    places.append([row[2], *(above[1:] if above[0] == row[2] else above)])
        return places

    def _joined(self, names: list[str]) -> str:
        bare = self.chance.random() < 0.6
        said = []
        for place, unit in enumerate(names):
            kind = next((kind for kind in SHORTER if unit.startswith(kind + " ")), "")
            rest = unit[len(kind) :].strip()
            if kind in {"Tỉnh", "Thành phố"} and place and place == len(names) - 1 and bare:
                said.append("TP Hồ Chí Minh" if rest == "Hồ Chí Minh" and self.chance.random() < 0.8 else rest)
            elif kind and self.chance.random() < 0.45:
                said.append(f"{self._one(SHORTER[kind])} {rest}")
            else:
                said.append(unit if self.chance.random() < 0.95 else rest)
        return self._one((", ", ", ", ", ", ", ", ",", " - ", " , ", " ")).join(said)

    def _hamlet(self) -> str:
        luck = self.chance.random()
        if luck < 0.5:
            return str(self.chance.randint(1, 30))
        if luck < 0.55:
            return self._one(("I", "II", "III", "IV", "V", "1A", "2B", "3A", "Đông", "Tây", "Nam", "Bắc"))
        return " ".join(self._one(self.syllables[0]).capitalize() for _ in range(2)) + (
            "" if luck < 0.9 else f" {self.chance.randint(1, 9)}"
        )

    def _house(self) -> str:
        number = str(self.chance.randint(1, 999)) + self._one(
            ("", "", "", "A", "B", "/" + str(self.chance.randint(1, 99)), "/5A", "-" + str(self.chance.randint(10, 99)))
        )
        street = self._one(
            (
                self.name(),
                self.name(),
                f"{self._one(self.middles[0])} {self._one(self.givens[0])}",
                str(self.chance.randint(1, 50)),
                "30/4",
                "3/2",
                "Số 7",
            )
        )
        start = self._one(("Số ", "số ", "", "", "", "Lô ", "Nhà "))
        return f"{start}{number} {self._one(STREETS) + ' ' if self.chance.random() < 0.4 else ''}{street}"

    def _year(self) -> int:
        return self.chance.choice((self.chance.randint(1900, 1999), self.chance.randint(1945, 2025)))

    def _one(self, choices: Sequence[Chosen]) -> Chosen:
        return self.chance.choice(choices)

    def _heavy(self, table: tuple[list[str], list[float]]) -> str:
        return self.chance.choices(*table)[0]
