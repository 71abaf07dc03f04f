"""What are invented firms called, and which codes do they bear?

Every firm has 演示 (demonstration) in its name, a credit code whose body starts with DEM, and
plates with the letters D and O, of which no real plate has an O: none of them can be a real one's.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.identifiers import uscc


def _syllables(words: str) -> tuple[tuple[str, str], ...]:
    """Pairs of character and letters out of "澄 Cheng, 霁 Ji"."""
    found = (word.split() for word in words.split(","))
    return tuple((zh, en) for zh, en in found)


_FIRST = _syllables(
    "澄 Cheng, 霁 Ji, 砚 Yan, 槿 Jin, 芷 Zhi, 蓼 Liao, 漪 Yi, 岫 Xiu,"
    "霭 Ai, 筠 Yun, 苇 Wei, 榆 Yu, 琢 Zhuo, 翎 Ling, 葭 Jia, 汀 Ting"
)
_SECOND = _syllables(
    "塘 tang, 渡 du, 坪 ping, 岭 ling, 畈 fan, 垸 yuan, 洲 zhou, 墩 dun,"
    "港 gang, 湾 wan, 桥 qiao, 坞 wu, 浦 pu, 台 tai, 圩 wei, 田 tian"
)
_THIRD = _syllables(
    "上 Shang, 下 Xia, 东 Dong, 西 Xi, 南 Nan, 北 Bei, 前 Qian, 后 Hou, 大 Da, 小 Xiao"
)
_FOURTH = (("", ""), *_syllables("新 Xin, 老 Lao, 金 Jin, 银 Yin, 青 Qing, 白 Bai"))
_SYLLABLES = len(_FIRST) * len(_SECOND)
MOST_NAMES = _SYLLABLES * (len(_THIRD) * len(_FOURTH) + 1)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in Chinese and in letters."""

    zh: str
    en: str


def invented(number: int) -> Name:
    """The invented name with this number, from 0 to MOST_NAMES - 1; no two are alike."""
    if not 0 <= number < MOST_NAMES:
        raise ValueError(
            f"only {MOST_NAMES} names were invented, number {number} is not among them"
        )
    row, column = divmod(number % _SYLLABLES, len(_FIRST))
    first_zh, first_en = _FIRST[column]
    # The second syllable moves on with the first, so that neighbours share neither.
    second_zh, second_en = _SECOND[(row + column) % len(_SECOND)]
    third = number // _SYLLABLES
    if third == 0:
        return Name(first_zh + second_zh, first_en + second_en)
    fourth_zh, fourth_en = _FOURTH[(third - 1) // len(_THIRD)]
    third_zh, third_en = _THIRD[(third - 1) % len(_THIRD)]
    return Name(
        fourth_zh + third_zh + first_zh + second_zh,
        (fourth_en + third_en + first_en + second_en).capitalize(),
    )


def firm(number: int, place: Name, trade: Name) -> Name:
    """The legal name of an invented firm of a trade in a place."""
    name = invented(number)
    return Name(
        f"{place.zh}{name.zh}演示{trade.zh}", f"{name.en} Demonstration {trade.en}, {place.en}"
    )


def credit_code(division: str, number: int) -> str:
    """A credit code with a body that nobody was given and a check character that fits."""
    first17 = f"91{division}DEM{number:06d}"
    return first17 + uscc.check_character(first17)


def plate(letter: str, number: int) -> str:
    """A plate that no vehicle has: real ones leave out the letter O."""
    return f"鄂{letter}DO{number:03d}"
