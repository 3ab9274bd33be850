"""Names as outlets write them: one party's spellings meet, relatives and namesakes stay apart."""

from __future__ import annotations

import pytest

from twosource.errors import UsageError
from twosource.link.names import same_name

SAME_PERSON = [
    ("Svetlana Tikhanovskaya", "Sviatlana Tsikhanouskaya"),
    ("Alexander Lukashenko", "Aliaksandr Lukashenka"),
    ("Maria Kolesnikova", "Maryia Kalesnikava"),
    ("Valery Tsepkalo", "Valeriy Tsapkala"),
    ("Viktor Babariko", "Viktar Babaryka"),
    ("Dmitry Medvedev", "Dmitri Medwedew"),
    ("Vladimir Zhirinovsky", "Wladimir Schirinowski"),
    ("Volodymyr Zelensky", "Wolodymyr Selenskyj"),
    ("Володимир Зеленський", "Vladimir Zelenskiy"),
    ("Petro Poroshenko", "Pyotr Poroshenko"),
    ("Yulia Tymoshenko", "Julija Tymoschenko"),
    ("Nikita Khrushchev", "Nikita Chruschtschow"),
    ("Alexei Navalny", "Aleksey Navalnyy"),
    ("Sasha Lukashenko", "Alexander Lukashenko"),
    ("Vladimir Vladimirovich Putin", "Vladimir Putin"),
    ("Muammar Gaddafi", "Moammar Qadhafi"),
    ("Bashar al-Assad", "Bachar el-Assad"),
    ("Abdel Fattah el-Sisi", "Abdulfattah al-Sisi"),
    ("Osama bin Laden", "Usama bin Ladin"),
    ("Mahmoud Ahmadinejad", "Mahmud Ahmadinezhad"),
    ("Ali Khamenei", "Ali Khamene'i"),
    ("Mohammad Javad Zarif", "Mohammed Dschawad Sarif"),
    ("Mao Zedong", "Mao Tse-tung"),
    ("Xi Jinping", "习近平"),
    ("Deng Xiaoping", "Teng Hsiao-p'ing"),
    ("Moon Jae-in", "Mun Jae-in"),
    ("Jae-in Moon", "Moon Jae In"),
    ("Alexis Tsipras", "Αλέξης Τσίπρας"),
    ("Benjamin Netanyahu", "Binyamin Netanyahu"),
    ("Narendra Modi", "Narendra Damodardas Modi"),
]

OTHER_PERSON = [
    ("Alexander Lukashenko", "Viktor Lukashenko"),
    ("Svetlana Tikhanovskaya", "Sergei Tikhanovsky"),
    ("Bashar al-Assad", "Maher al-Assad"),
    ("Bashar al-Assad", "Hafez al-Assad"),
    ("Kim Jong-un", "Kim Jong-il"),
    ("Kim Jong Un", "Kim Yo Jong"),
    ("Kim Jong-nam", "Kim Jong-un"),
    ("Vitali Klitschko", "Wladimir Klitschko"),
    ("Fidel Castro", "Raul Castro"),
    ("Donald Trump", "Donald Trump Jr."),
    ("Donald Trump", "Melania Trump"),
    ("Ivana Trump", "Ivanka Trump"),
    ("George Bush", "Jeb Bush"),
    ("Bill Clinton", "Hillary Clinton"),
    ("Rahul Gandhi", "Rajiv Gandhi"),
    ("Saad Hariri", "Rafik Hariri"),
    ("Hun Sen", "Hun Manet"),
    ("Marine Le Pen", "Marion Le Pen"),
    ("Marine Le Pen", "Jean-Marie Le Pen"),
    ("Ramzan Kadyrov", "Akhmad Kadyrov"),
    ("Heydar Aliyev", "Ilham Aliyev"),
    ("Masoud Barzani", "Masrour Barzani"),
    ("Saddam Hussein", "Saddam Hassan"),
    ("Xi Jinping", "Xi Zhongxun"),
    ("Lee Kuan Yew", "Lee Hsien Loong"),
    ("Boris Johnson", "Stanley Johnson"),
    ("Sergei Ivanov", "Viktor Ivanov"),
    ("Mikhail Gorbachev", "Raisa Gorbacheva"),
    ("Lech Kaczynski", "Jaroslaw Kaczynski"),
    ("Mahinda Rajapaksa", "Gotabaya Rajapaksa"),
]


@pytest.mark.parametrize(("a", "b"), SAME_PERSON, ids=lambda name: name)
def test_one_person_under_two_spellings(a: str, b: str) -> None:
    """Two romanisations, scripts, orders or pet forms of one public figure's name are one person."""
    match = same_name(a, b, kind="person")
    assert match.same is True
    assert match.reasons


@pytest.mark.parametrize(("a", "b"), OTHER_PERSON, ids=lambda name: name)
def test_relatives_and_namesakes_stay_two(a: str, b: str) -> None:
    """A shared surname or given name doesn't make two public figures one."""
    match = same_name(a, b, kind="person")
    assert match.same is not True
    assert match.reasons


CASES = [
    # kind, name, name, expected
    ("organisation", "OAO Gazneft", "Open Joint Stock Company Gazneft", True),
    ("organisation", "Halden & Marsh Ltd.", "Halden and Marsh Limited", True),
    ("organisation", "HRA", "Halden River Authority", True),
    ("organisation", "Halden River Authority", "Halden Road Authority", False),
    (
        "organisation",
        "Russian Foreign Ministry",
        "Ministry of Foreign Affairs of the Russian Federation",
        True,
    ),
    ("organisation", "Russia's foreign ministry", "Ukraine’s foreign ministry", False),
    ("organisation", "Kyiv City State Administration", "Київська міська державна адміністрація", True),
    ("organisation", "Government of Estonia", "Government of Ethiopia", False),
    ("organisation", "Halden Fund VII", "Halden Fund VIII", False),
    ("organisation", "1st Halden Bank", "First Halden Bank", True),
    ("organisation", "Foreign Ministry", "Russian Foreign Ministry", None),
    ("organisation", "Belta", "Belta news agency", True),
    ("organisation", "EU", "European Union", True),
    ("place", "Kyiv", "Kiev", True),
    ("place", "Gdańsk", "Danzig", True),
    ("place", "Georgia", "Ukraine", False),
    ("place", "Slovyansk", "Slavyansk", True),
    ("place", "Halden", "Holdern", None),
    ("government", "Moscow", "the Kremlin", True),
    ("government", "Russia", "Russian government", True),
    ("government", "Élysée Palace", "Paris", True),
    ("government", "Moscow", "Washington", False),
    ("government", "the White House", "Downing Street", False),
    ("government", "Moscow", "Russian Foreign Ministry", None),
    ("person", "Lukashenko", "Alexander Lukashenko", None),
    ("person", "Mr Verenko", "Verenko", True),
    ("person", "A. Verenko", "Ostap Verenko", False),
    ("person", "O. Verenko", "Ostap Verenko", True),
    ("person", "Ostap Ivanovich Verenko", "Ostap Petrovich Verenko", False),
    ("person", "Tikhanovsky", "Tikhanovskaya", False),
    ("person", "Maria Conde Ruiz", "Maria Conde", True),
    ("person", "Halla Jónsdóttir", "Halla Tómasdóttir", False),
    ("person", "", "Ostap Verenko", None),
]


@pytest.mark.parametrize(("kind", "a", "b", "expected"), CASES, ids=lambda value: str(value) or "empty")
def test_kinds_and_unsure(kind: str, a: str, b: str, expected: bool | None) -> None:
    """Organisations, places, governments and bare names get yes, no or unsure, either way round."""
    match = same_name(a, b, kind=kind)
    if expected is None:
        assert match.same is not True
    else:
        assert match.same is expected
    assert same_name(b, a, kind=kind) == match
    assert match.reasons
    assert 0.0 <= match.score <= 1.0


def test_reason_names_the_letters_and_the_romanisations() -> None:
    """A reader is told which letters differ and whose spellings they are."""
    reasons = " ".join(same_name("Svetlana Tikhanovskaya", "Sviatlana Tsikhanouskaya", kind="person").reasons)
    assert "u/v" in reasons or "v/u" in reasons
    assert "Belarusian against Russian" in reasons


def test_unknown_kind_is_refused() -> None:
    """A kind that isn't one of the four gets an error that names them."""
    with pytest.raises(UsageError, match="person, organisation, place, government"):
        same_name("a", "b", kind="ship")


@pytest.mark.parametrize("name", ["…", "a" * 20_000, "-" * 5_000, "J. " * 3_000, "١٢٣", "\u200b"])
def test_odd_input_is_answered(name: str) -> None:
    """Marks without letters, very long words and other scripts get an answer, not an error."""
    for kind in ("person", "organisation", "place", "government"):
        assert same_name(name, "Ostap Verenko", kind=kind).same is not True
