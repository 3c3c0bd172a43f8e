"""What is known about the words of registers: places by year, names of people, and closed lists of terms.

``units.places(year)``: provinces, districts and communes of that year with what lies above them, and the look-up by name.
``names.names(role)``: how frequent a surname, middle or given name is; a name never counted stays possible.
``terms.ethnic(text)`` and its like: which people, country, paper, office, place of care or cause a text means.

Everything is read once, when first asked for, from ``models/lexicons``; what comes back is never changed. A lexicon says
what is usual, not what is written: a text that stands in none of them is still a text.
"""

NAMES = ("surname", "middle", "given")
"""Roles of a part of a person's name."""

LEVELS = ("province", "district", "commune")
"""Levels of administrative units, the highest first."""
