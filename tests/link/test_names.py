"""Names as outlets write them: one party's spellings meet, relatives and namesakes stay apart."""

from __future__ import annotations

import pytest

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
