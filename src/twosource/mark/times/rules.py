"""The rules of English time expressions: patterns over classes of words, each with its reader.

A pattern is a regular expression whose letters are names of word classes (`words.py`) and of the pieces in
`PIECES`; blanks don't count. A number at the end of a group's name only keeps names apart.
"""

from __future__ import annotations

from collections.abc import Callable

from twosource.mark.times import clock, dates, durations, relative
from twosource.mark.times.context import Context, Match, Reading

Reader = Callable[[Match, Context], tuple[Reading, ...]]

PIECES = {
    "MONTH": "(?P<month>month|month_verb|month_short stop?)",
    "DAY": "(?P<day>day_number|ordinal_number|ordinal|second)",
    "WEEKDAY": "(?P<weekday>weekday|weekday_short stop?)",
    "YEAR": "(?P<year>year|short_year)",
    "SHADE": "(?:(?:early|late|earlier|later|mid|sometime) hyphen? in?)",
    "NUMERAL": "(?:number|day_number|digits|thousands|decimal|year)",
    "NUM": "(?:NUMERAL (?:hyphen? number)* scale* (?:day_number slash day_number)?|a? scale+)",
    "COUNT": "(?P<count>NUM (?:to|or|hyphen) NUM|NUM|a? couple of?)",
    "VAGUE": "(?P<vague>a? vague|some)",
    "HEDGE": "(?:hedge|no? (?:more|less) than|at (?:least|most)|up to|over(?=a))",
    "EXTRA": "(?:more|additional|full|trading)",
    "UNITS": "(?P<unit>unit|units|quarter|unit_short)",
    "ZONE": "(?:open? local? (?:(?P<zone>zone)|time) shut?)",
    "ONDAY": "(?:comma? on? (?:WEEKDAY comma? MONTH DAY|(?P<weekday3>weekday)|(?P<deictic>deictic)))",
    "ONDATE": "(?:comma? on? (?P<month2>month|month_short stop?) (?P<day2>day_number) (?:comma? YEAR)?)",
    "ALSO": "(?=open (?:clock|year|digits) zone shut on? (?P<weekday>weekday))",
    "COUNTED": "(?:unit|units|number|vague|day_number|digits|season|seasons|couple|month|weekday)",
    "CUE": "(?P<cue>last|previous|following|next|coming)",
    "BESIDE": "(?P<cue>last|this|next|coming|previous)",
    "EDGEDAY": "(?:early|late|mid hyphen)?",
    "PART": "(?P<part>part)",
    "WHICH": "(?P<which>this|last|next)",
    "ONE": "(?P<unit>unit|quarter|weekend)",
    "ORDQ": "(?P<ordinal>ordinal|second|ordinal_number) hyphen? quarter",
}

CALENDAR: tuple[tuple[str, Reader], ...] = (
    ("(?:WEEKDAY comma?)? MONTH DAY (?:comma? YEAR)?", dates.month_day),
    ("(?:WEEKDAY comma?)? the? DAY of? MONTH (?:comma? YEAR)?", dates.month_day),
    ("MONTH DAY (?:hyphen|to|and|through) (?P<until>day_number) (?!unknown|unit|units)", dates.month_day),
    ("(?P<from>day_number) (?:hyphen|to) DAY of? MONTH (?:comma? YEAR)?", dates.day_range),
    ("(?<=on|beside) the? (?P<from>day_number) and DAY of? MONTH (?:comma? YEAR)?", dates.day_range),
    ("(?P<year>year) hyphen (?P<m>day_number) hyphen (?P<d>day_number)", dates.numeric_date),
    (
        "(?P<m>day_number) (?P<slashed>slash) (?P<d>day_number) slash (?P<year>year|digits|day_number)",
        dates.numeric_date,
    ),
    ("(?:the? SHADE)? MONTH (?:comma|of)? YEAR", dates.month),
    ("(?:the? SHADE)? MONTH of? WHICH unit", dates.month),
    (
        "SHADE? BESIDE? SHADE? MONTH (?!stop? (?:day_number|ordinal_number))",
        dates.month,
    ),
    ("the? edge of (?P<cue>last|this|next)? MONTH YEAR?", dates.month),
    ("every MONTH", dates.every_month),
    ("the (?P<unit>unit) of MONTH DAY", dates.week_of),
    (
        "EDGEDAY (?:the? CUE|this (?P<cue2>last|coming)|(?P<cue3>this))? (?P<weekday>weekday) PART?",
        dates.weekday,
    ),
    ("(?<=on) (?P<weekday>weekday_short)", dates.weekday),
    ("the (?P<weekday>weekday) before (?=stop|comma)", dates.weekday_before),
    ("every other? (?P<weekday>weekday) PART?", dates.weekdays),
    ("(?P<weekday>weekdays)", dates.weekdays),
    ("weekends", durations.weekends),
    ("(?P<weekday>weekday) (?P<part>parts)", dates.weekdays),
    ("(?<!money|slash|percent) SHADE? fiscal? YEAR (?!percent|scale|unit|units|slash)", dates.year),
    ("the? fiscal? unit YEAR", dates.year),
    ("the YEAR (?:period|quarter)", dates.year),
    ("the? edge of fiscal? YEAR", dates.year),
    ("(?P<year>year) (?:hyphen|slash) (?P<until>year|day_number|digits) (?!hyphen|slash)", dates.year_run),
    ("the? SHADE? (?P<decade>decade|short_decade)", dates.decade),
    ("the SHADE? (?P<word>decade_word)", dates.decade),
    ("the? SHADE? (?P<ordinal>ordinal|ordinal_number) hyphen? (?P<unit>unit)", dates.century),
    ("(?:fiscal hyphen?)? (?P<ordinal>ordinal|second) hyphen quarter", dates.quarter),
    (
        "the? (?:fiscal hyphen?)? (?P<ordinal>ordinal|second) quarter (?:of (?:the? fiscal)? YEAR)?",
        dates.quarter,
    ),
    ("the? YEAR s? fiscal? ORDQ", dates.quarter),
    ("(?P<which>this|last|next) unit s ORDQ", dates.quarter),
    ("the? ORDQ of (?P<which>this|last|next) unit", dates.quarter),
    ("the unit hyphen (?P<gone>ago|earlier) ORDQ", dates.quarter),
    (
        "the? (?P<number>ordinal|second|last|latter) half of (?:YEAR|WHICH unit|the unit)",
        dates.half,
    ),
    (
        "the? SHADE? (?P<season>season) of? YEAR (?:(?:hyphen|slash) (?:day_number|digits|year))?",
        dates.season,
    ),
    ("SHADE? (?P<cue>last|next|this|coming|previous) (?P<gone>last)? (?P<season>season)", dates.season),
    ("the SHADE? (?P<season>season) (?P<noun>unknown)?", dates.the_season),
    ("(?P<cue>last|next|this)? (?P<holiday>holiday) (?:comma? YEAR)?", dates.named_day),
)

CLOCK: tuple[tuple[str, Reader], ...] = (
    (
        "hedge? (?P<clock>clock|day_number|decimal) (?P<meridiem>meridiem) ZONE? (?:ONDAY|ONDATE)?",
        clock.clock_time,
    ),
    ("hedge? (?P<clock>clock) open? (?:local time|local|(?P<zone>zone)) shut? ONDAY?", clock.clock_time),
    ("hedge? (?P<clock>hour_meridiem) ZONE? (?:ONDAY|ONDATE)?", clock.clock_time),
    ("hedge? (?P<clock>day_number|clock) in the PART", clock.clock_time),
    ("hedge? (?P<clock>day_number|number) oclock (?:in the PART)? ONDAY?", clock.clock_time),
    ("hedge? (?P<clock>year|digits) (?P<zone>zone) ONDAY?", clock.clock_time),
    ("hedge? (?P<clock>clock|day_number) (?P<meridiem>meridiem) ZONE? ALSO", clock.clock_time),
    ("(?<=at) (?P<clock>clock) ONDAY?", clock.clock_time),
    ("hedge? (?P<clock>clock) ZONE? (?:ONDAY|ONDATE)?", clock.suffixed),
    ("hedge? (?P<noon>noon) ZONE? ONDAY", clock.clock_time),
    ("(?<=at|by|until|before|after|since|hedge) (?P<noon>noon) ZONE?", clock.clock_time),
    ("SHADE? (?P<cue>this|last|deictic|that|previous) PART", clock.part_of_day),
    ("SHADE? hyphen? PART (?P<cue>deictic)", clock.part_of_day),
    ("SHADE PART", clock.part_of_day),
    ("(?<=in) the PART", clock.part_of_day),
    ("the (?P<cue>next|following|same|previous) PART", clock.part_of_day),
    ("SHADE? (?P<word>tonight|overnight)", clock.alone),
    ("overnight on? (?P<weekday>weekday)", clock.night_of),
)

RELATIVE: tuple[tuple[str, Reader], ...] = (
    ("SHADE? (?P<word>deictic)", relative.deictic),
    ("the unit (?P<beside>before|after) (?P<word>deictic)", relative.deictic),
    (
        "SHADE? (?P<cue>last|this|next|coming|current) (?:fiscal|calendar)? (?P<unit>unit|quarter|weekend)",
        relative.unit_beside,
    ),
    (
        "(?:the (?P<cue>following|same|previous|current)|(?P<cue2>that)) same? fiscal? ONE",
        relative.unit_beside,
    ),
    ("(?P<cue>the) (?P<unit>weekend)", relative.unit_beside),
    ("the (?P<cue>next) (?P<unit>unit)", relative.next_day),
    (
        "HEDGE? (?:(?:COUNT|VAGUE) EXTRA?|a) hyphen? UNITS (?:or so)? (?P<side>ago|earlier)",
        relative.counted_beside,
    ),
    ("HEDGE? (?:COUNT|VAGUE|a) UNITS from (?P<from_now>reference|deictic)", relative.counted_beside),
    ("(?P<plural>units) (?P<side>ago)", relative.counted_beside),
    ("(?P<unit>unit) hyphen (?:ago|earlier)", relative.year_hyphen),
    ("the (?P<unit>unit) hyphen (?:ago|earlier) (?:quarter|period)", relative.year_hyphen),
    ("the (?P<latest>latest)? fiscal? (?:quarter|period)", relative.running_quarter),
    ("(?:earlier|later|early|late) in the (?P<unit>unit)", relative.running_unit),
    ("(?<!of) the full? fiscal? (?P<unit>unit) (?!hyphen|s|of|before|after|number)", relative.running_year),
    ("these (?P<unit>units)", relative.these_days),
    ("the fiscal? (?P<unit>unit) (?=ended)", durations.bare),
    ("the? edge of (?:the|(?P<cue>this|last|next)) (?P<unit>unit|quarter)", relative.edge_of),
    ("the? (?P<unit>unit) s? hyphen? edge (?!of)", relative.edge_of),
    (
        "HEDGE? the? (?P<cue>last|next|coming|following|previous) (?:COUNT|VAGUE) EXTRA? UNITS (?:or so)?",
        relative.last_stretch,
    ),
    ("the (?P<cue>last) quarter", relative.last_quarter),
    ("the (?P<cue>last|next|coming) full? (?P<unit>unit|quarter) (?:or so)?", relative.last_stretch),
    ("this (?P<cue>last|coming) (?P<unit>unit)", relative.last_stretch),
    ("the? (?P<vague>recent|coming) (?P<unit>units)", relative.last_stretch),
    ("more? (?P<word>reference)", relative.reference),
    ("the near? (?P<word>future) (?!units)", relative.reference),
    ("(?<=in|from|of) the last (?!COUNTED)", relative.the_past),
)

LENGTHS: tuple[tuple[str, Reader], ...] = (
    ("HEDGE? (?:COUNT|VAGUE) EXTRA? UNITS (?:and a (?P<half>half))?", durations.length),
    ("the ordinal? (?:COUNT|VAGUE) EXTRA? (?P<unit>units)", durations.length),
    ("HEDGE? (?P<count>NUM) and a (?P<half>half) UNITS", durations.length),
    ("HEDGE? a (?P<unit>unit) and a (?P<half>half)", durations.length),
    ("(?:COUNT|(?P<vague>vague)) hyphen (?P<unit>unit|quarter) (?:hyphen long)?", durations.length),
    ("a COUNT hyphen (?P<unit>unit) period", durations.length),
    ("a? (?:COUNT|VAGUE) hyphen? (?:unit|units) hyphen? old", durations.refuse),
    ("HEDGE? half hyphen? a? (?P<unit>unit)", durations.half_unit),
    ("(?<=for|within|after|in|over|than|just|as) a full? (?P<unit>unit) (?!hyphen)", durations.bare),
    ("HEDGE a full? (?P<unit>unit)", durations.bare),
    ("a additional (?P<unit>unit)", durations.bare),
    ("the (?P<unit>units) ahead", durations.bare),
    ("(?<=for|within|after|in|over|through) (?P<unit>units)", durations.bare),
    ("(?<=for|within|after|in|over|through) (?P<unit>units) (?:or|and) units", durations.bare),
    ("(?P<unit>unit|units) hyphen long", durations.bare),
    ("every (?P<other>other)? (?P<count>NUM)? (?P<unit>unit|units|quarter)", durations.every),
    ("every (?P<unit>part|season)", durations.every_part),
    ("(?<=times) a (?P<unit>unit)", durations.every),
    ("(?P<word>lasting)", durations.lasting),
    ("(?P<word>frequency)", durations.frequency),
    ("(?P<word>rate) (?!unknown)", durations.frequency),
)

RULES = CALENDAR + CLOCK + RELATIVE + LENGTHS
