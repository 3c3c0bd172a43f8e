"""How a text of each kind of value is made."""

from collections.abc import Callable

from pipeline.language import ANY
from scripts.handwriting.texts import CAUSES, OFFICES, SHORTS, WORKS, Texts

SEXES = ("Nam", "Nam", "Nam", "Nữ", "Nữ", "Nữ", "Trai", "Gái", "Trai", "Gái", "Nam giới", "Nữ giới")
NATIONS = ("Việt Nam",) * 30 + (
    "VN",
    "Việt nam",
    "Lào",
    "Trung Quốc",
    "Campuchia",
    "Đài Loan",
    "Hàn Quốc",
    "Hoa Kỳ",
    "Không rõ",
)
COMMON_PEOPLES = ("Kinh",) * 20 + (
    "Tày",
    "Nùng",
    "Mường",
    "Thái",
    "Mông",
    "Dao",
    "Khơ Me",
    "Hoa",
    "Sán Dìu",
    "Sán Chay",
) * 2


def kinds(texts: Texts) -> dict[str, Callable[[], str]]:
    """Return a maker of texts for each kind of value."""
    one, luck = texts.chance.choice, texts.chance.random

    def either(*ways: Callable[[], str]) -> str:
        return one(ways)()

    return {
        ANY: texts.any,
        "person_name": texts.name,
        "place": lambda: either(texts.place, texts.place, texts.address),
        "partial_date": lambda: texts.age() if luck() < 0.05 else texts.date(),
        "date_words": texts.date_words,
        "sex": lambda: one(SEXES),
        "nationality": lambda: one(NATIONS),
        "ethnicity": lambda: one(COMMON_PEOPLES) if luck() < 0.6 else one(texts.peoples),
        "number": texts.number,
        "id_number": texts.identity,
        "free_text": lambda: either(
            lambda: one(CAUSES), lambda: one(OFFICES), lambda: one(WORKS), lambda: one(SHORTS), texts.time, texts.words
        ),
    }
