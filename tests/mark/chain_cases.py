"""Sentences in the styles of English-language news, each with the chains that it must yield: our own writing.

Names of places, people and outlets are invented.
"""

from __future__ import annotations

from typing import Final

CASES: Final = (
    # ---- agency copy: direct speech
    ("direct-then-said", "“The road is open,” Mira Halden said.", "Mira Halden =said: “The road is open,”"),
    ("direct-said-inverted", "“The road is open,” said Mira Halden.", "Mira Halden: “The road is open,”"),
    (
        "direct-title-apposition",
        "“We have no fuel left,” said Tomas Brek, the mayor of Ostra.",
        "Tomas Brek, the mayor of Ostra: “We have no fuel left,”",
    ),
    (
        "direct-broken",
        "“The road,” Halden said, “is open to all.”",
        "Halden: “The road,” // “is open to all.”",
    ),
    (
        "direct-goes-on",
        "“The road is open,” Halden said. “It will stay open.”",
        "Halden: “The road is open,” // “It will stay open.”",
    ),
    (
        "direct-goes-on-twice",
        "“The road is open,” Halden said. “It will stay open. Nobody will close it.” The rain went on.",
        "Halden: “The road is open,” // “It will stay open. Nobody will close it.”",
    ),
    ("direct-before", "Halden said: “The road is open.”", "Halden: “The road is open.”"),
    (
        "direct-comma-before",
        "Halden told reporters on Monday, “The road is open.”",
        "Halden: “The road is open.”",
    ),
    (
        "straight-marks",
        '"The road is open," Halden said. "It will stay open."',
        'Halden: "The road is open," // "It will stay open."',
    ),
    (
        "single-marks",
        "‘The road is the villagers’ own,’ Halden said.",
        "Halden: ‘The road is the villagers’ own,’",
    ),
    (
        "apostrophes-are-no-marks",
        'Halden said the two countries\' mutual "trust and patience" had grown.',
        'Halden: the two countries\' mutual "trust and patience" had grown',
    ),
    ("low-high-marks", "„The road is open“, Halden said.", "Halden: „The road is open“"),
    ("guillemets", "«The road is open», Halden said.", "Halden: «The road is open»"),
    (
        "question",
        "“Who will pay for the bridge?” asked Brek.",
        "Brek =asked: “Who will pay for the bridge?”",
    ),
    ("added", "“It was a cold night,” she added.", "she: “It was a cold night,”"),
    (
        "next-paragraph-no-cue",
        "“The road is open,” Halden said.\n“It will stay open.”",
        "Halden: “The road is open,”\n-: “It will stay open.”",
    ),
    (
        "over-paragraphs-open-marks",
        "Halden said: “The road is open.\n“It will stay open all winter.”",
        "Halden: “The road is open.\n-: “It will stay open all winter.”",
    ),
    (
        "colon-new-line",
        "In her letter, Halden wrote:\n“We ask for nothing but bread.”",
        "Halden: “We ask for nothing but bread.”",
    ),
    # ---- indirect and mixed
    ("said-that", "Halden said that the road was open.", "Halden =said: that the road was open"),
    (
        "said-bare",
        "The Interior Ministry said the road was open.",
        "The Interior Ministry: the road was open",
    ),
    ("said-trailing", "The road was open, Halden said.", "Halden: The road was open"),
    ("said-in-the-middle", "The road, Halden said, would stay open.", "Halden: The road // would stay open"),
    (
        "mixed",
        "Halden said the road was “open to all” and safe.",
        "Halden: the road was “open to all” and safe",
    ),
    (
        "two-verbs-one-subject",
        "Halden said the road was open and added that it would stay so.",
        "Halden: the road was open\nHalden: that it would stay so",
    ),
    (
        "conjoined-said-too-deep",
        "He said marchers were using “old tricks” from abroad and said “hidden hands” were guiding them.",
        "He: marchers were using “old tricks” from abroad\nHe: “hidden hands” were guiding them",
    ),
    (
        "said-and-rejected",
        "Mr Corvo said he would not step down and rejected offers to mediate the dispute.",
        "Mr Corvo: he would not step down\nMr Corvo =denied: offers to mediate the dispute",
    ),
    (
        "warned-against",
        "The palace warned against “forces that want to spoil the talks,” and said both men wanted calm.",
        "The palace =warned: “forces that want to spoil the talks,”\nThe palace =said: both men wanted calm",
    ),
    (
        "warned-that",
        "Brek warned that the dam could burst.",
        "Brek =warned: that the dam could burst",
    ),
    ("denied-that", "The army denied that it had fired.", "The army =denied: that it had fired"),
    ("denied-gerund", "Brek denied taking the money.", "Brek =denied: taking the money"),
    ("confirmed", "Police confirmed that two men had died.", "Police =confirmed: that two men had died"),
    (
        "claimed",
        "The rebels claimed they had taken the bridge.",
        "The rebels =claimed: they had taken the bridge",
    ),
    (
        "accused-of",
        "Corvo accused the strikers of taking foreign money.",
        "Corvo =claimed: the strikers of taking foreign money",
    ),
    (
        "accused-of-and",
        "Corvo accused “wreckers” in Kessia of paying the strikers, and sending men to “stir up trouble”.",
        "Corvo =claimed: “wreckers” in Kessia of paying … “stir up trouble”",
    ),
    (
        "called-on",
        "The envoys called on Varland to hold a “free and fair” vote.",
        "The envoys =demanded: Varland to hold a “free and fair” vote",
    ),
    ("called-for", "Halden has called for more marches.", "Halden =demanded: more marches"),
    (
        "urged-to",
        "Halden urged the council to reopen the road.",
        "Halden =demanded: the council to reopen the road",
    ),
    (
        "promised-to",
        "Brek promised to repair the dam by spring.",
        "Brek =planned: to repair the dam by spring",
    ),
    (
        "agreed-on-friday",
        "Ministers agreed on Friday to start work on a list.",
        "Ministers =planned: to start work on a list",
    ),
    ("believes", "Halden believes the vote was stolen.", "Halden =thought: the vote was stolen"),
    ("knows", "Brek knew that the dam leaked.", "Brek =thought: that the dam leaked"),
    (
        "adjective",
        "Brek was confident that the dam would hold.",
        "Brek =thought: that the dam would hold",
    ),
    (
        "noun-claim",
        "Brek’s claim that the dam was safe angered the town.",
        "Brek =claimed: that the dam was safe",
    ),
    (
        "relative-who",
        "Halden, who said the dam was unsafe, left the hall.",
        "who: the dam was unsafe",
    ),
    (
        "participle",
        "Halden left the hall, saying the dam was unsafe.",
        "Halden: the dam was unsafe",
    ),
    (
        "as-x-noted",
        "As Halden noted, the dam was built in haste.",
        "Halden: the dam was built in haste",
    ),
    (
        "subject-with-clause",
        "Opposition candidate Mira Halden, who fled this week, said she would form a council.",
        "Opposition candidate Mira Halden, who fled this week: she would form a council",
    ),
    # ---- silence
    ("no-details", "The agency gave no details.", "The agency =no-details: no details"),
    (
        "did-not-elaborate",
        "The ministry did not elaborate.",
        "The ministry =no-details: elaborate",
    ),
    ("declined-to-comment", "The bank declined to comment.", "The bank =refused: to comment"),
    (
        "refused-to-say",
        "Brek refused to say whether he would resign.",
        "Brek =refused: whether he would resign",
    ),
    (
        "did-not-say",
        "The statement did not say who had ordered the raid.",
        "The statement =no-details: who had ordered the raid",
    ),
    # ---- chains: through whom
    (
        "said-according-to",
        "“We will hold,” he said, according to state news agency Orla.",
        "he < state news agency Orla: “We will hold,”",
    ),
    (
        "said-according-to-goes-on",
        "“We will hold,” he said, according to state news agency Orla. “They will go home.”",
        "he < state news agency Orla: “We will hold,” // “They will go home.”",
    ),
    (
        "according-to-then-next-paragraph",
        "“We will hold,” Corvo said, according to state news agency Orla.\n“They will go home soon.”",
        (
            "Corvo < state news agency Orla: “We will hold,”\n"
            "- < state news agency Orla: “They will go home soon.”"
        ),
    ),
    (
        "according-to-first",
        "According to the Norda news agency, Corvo said the road was open.",
        "Corvo < the Norda news agency: the road was open",
    ),
    (
        "according-to-middle",
        "Corvo said, according to Norda, that the road was open.",
        "Corvo < Norda: that the road was open",
    ),
    (
        "according-to-alone",
        "The road was open, according to the police.",
        "the police: The road was open",
    ),
    (
        "according-to-alone-first",
        "According to the police, the road was open.",
        "the police: the road was open",
    ),
    (
        "according-to-document",
        "Two bridges fell, according to a leaked report seen by engineers.",
        "a leaked report seen by engineers: Two bridges fell",
    ),
    (
        "citing-first",
        "Citing Varland media, Interpol News said Corvo had discussed the matter by telephone.",
        "Varland media < Interpol News: Corvo had discussed the matter by telephone",
    ),
    (
        "reported-citing",
        "The road was open, Orla reported, citing the army.",
        "the army < Orla: The road was open",
    ),
    (
        "agency-said-citing-officials",
        "The Norda news agency said two men had died, citing hospital officials.",
        "hospital officials < The Norda news agency: two men had died",
    ),
    (
        "quoted-by",
        "The ministry, quoted by Interfax, denied the report.",
        "The ministry < Interfax =denied: the report",
    ),
    (
        "was-quoted-as-saying",
        "Brek was quoted as saying that the dam would hold.",
        "Brek: that the dam would hold",
    ),
    (
        "was-quoted-by-as-saying",
        "Brek was quoted by the Daily Post as saying that the dam would hold.",
        "Brek < the Daily Post: that the dam would hold",
    ),
    (
        "agency-quoted-as-saying",
        "Interfax quoted the minister as saying “we will win”.",
        "the minister < Interfax: “we will win”",
    ),
    (
        "told-the-paper",
        "Brek told the Ostra Times that the dam would hold.",
        "Brek < the Ostra Times: that the dam would hold",
    ),
    (
        "told-the-broadcaster",
        "“The dam will hold,” Brek told state television.",
        "Brek < state television: “The dam will hold,”",
    ),
    (
        "told-a-person-is-no-via",
        "Brek told Halden that the dam would hold.",
        "Brek: that the dam would hold",
    ),
    (
        "told-reporters-is-no-via",
        "Brek told reporters the dam would hold.",
        "Brek: the dam would hold",
    ),
    (
        "in-an-interview-with",
        "Brek said in an interview with the Ostra Times that the dam would hold.",
        "Brek < the Ostra Times: that the dam would hold",
    ),
    (
        "in-a-statement-carried-by",
        "In a statement carried by the Norda news agency, the army said the road was open.",
        "the army < the Norda news agency: the road was open",
    ),
    (
        "as-reported-by",
        "The army said it would stay, as reported by Norda.",
        "The army < Norda: it would stay",
    ),
    (
        "said-quoted-by-trailing",
        "“We will stay,” the minister said, quoted by Interfax.",
        "the minister < Interfax: “We will stay,”",
    ),
    # ---- nested
    (
        "denied-that-he-told",
        "Brek denied that Halden had told the council that the dam was unsafe.",
        (
            "Brek =denied: that Halden had told the council that the dam was unsafe\n"
            "Brek > Halden: that the dam was unsafe"
        ),
    ),
    (
        "said-x-had-said",
        "Brek said Halden had warned that the dam would burst.",
        "Brek: Halden had warned that the dam would burst\nBrek > Halden =warned: that the dam would burst",
    ),
    (
        "nested-quotation",
        "“Halden told me that the dam was unsafe,” Brek said.",
        "Brek: “Halden told me that the dam was unsafe,”\nBrek > Halden: that the dam was unsafe",
    ),
    # ---- tabloid, broadcast, press release, court, live blog
    (
        "tabloid-fumed",
        "“It’s a disgrace,” fumed shopkeeper Ana Lund, 43.",
        "shopkeeper Ana Lund, 43: “It’s a disgrace,”",
    ),
    ("label", "Brek: “The dam will hold.”", "Brek: “The dam will hold.”"),
    ("sign-read", "A banner read: “Bread and salt.”", "A banner: “Bread and salt.”"),
    (
        "press-release",
        "“We are proud of this step,” said Ana Lund, chief executive of Lund Mills.",
        "Ana Lund, chief executive of Lund Mills: “We are proud of this step,”",
    ),
    (
        "court-heard",
        "Prosecutors allege that Lund forged the permits.",
        "Prosecutors =claimed: that Lund forged the permits",
    ),
    (
        "witness",
        "Lund told the court that she had never seen the permits.",
        "Lund: that she had never seen the permits",
    ),
    (
        "live-blog",
        "Brek says the dam is holding for now.",
        "Brek: the dam is holding for now",
    ),
    (
        "broadcast",
        "Officials say the dam is holding.",
        "Officials: the dam is holding",
    ),
    # ---- documents, polls, unnamed
    (
        "unnamed-officials",
        "Two people familiar with the matter said the bank would be sold.",
        "Two people familiar with the matter: the bank would be sold",
    ),
    (
        "asked-not-to-be-named",
        "A senior official who asked not to be named said the bank would be sold.",
        "A senior official who asked not to be named: the bank would be sold",
    ),
    (
        "poll",
        "A new poll shows that most voters want a second ballot.",
        "A new poll: that most voters want a second ballot",
    ),
    (
        "passive-hedge",
        "The general is said to have left the country.",
        "-: The general // to have left the country",
    ),
)

NOTHING: Final = (
    ("epithet", "The “Iron Baker” opened a new shop."),
    ("title", "The band played “Winter Road” twice."),
    ("so-called", "The so-called “ghost fleet” left port."),
    ("plain-act", "Police arrested forty people on Monday."),
    ("plain-state", "The bridge is closed."),
    ("scare-quotes", "Critics of the “reform” stayed at home."),
    ("apostrophes", "The farmers' fields and the millers' ponds froze."),
    ("inches", "The pipe is 6\" wide and 5' long."),
    ("book", "Her novel “The Salt Year” sold well."),
    ("nickname", "Anders “Tiny” Holm won the race."),
    ("ship", "The ship “Mary Lund” sank in the harbour."),
    ("stray-mark", "The road ” was open."),
    ("opening-mark-left", "The “road was open and the snow was deep."),
    ("weather", "Snow fell on the hills overnight."),
    ("score", "Ostra beat Kessia 3-1 on Saturday."),
    ("shares", "Shares in Lund Mills fell 4 percent."),
    ("met", "Corvo met his Kessian counterpart in Ostra."),
    ("travelled", "The envoys travelled to the border on Friday."),
    ("said-to-be-noun", "The old saying is a favourite in Ostra."),
    ("told-story", "The museum tells a long story well."),
    ("call-by-phone", "She called her mother from the station."),
    ("call-the-police", "Neighbours called the police at dawn."),
    ("asked-nobody", "Questions remain."),
    ("report-noun", "The report runs to ninety pages."),
    ("claimed-lives", "The flood claimed nine lives."),
    ("show-object", "The museum shows old boats."),
    ("point-noun", "That was the turning point of the war."),
    ("answer-door", "Nobody answered the door."),
    ("order-food", "He ordered soup and bread."),
    ("address-street", "The address was painted over."),
    ("cry", "The child cried all night."),
    ("state-noun", "The state owns the mill."),
    ("direct-flight", "The airline directs its flights over Kessia."),
    ("found-object", "Divers found the boat on Sunday."),
    ("charge-fee", "The hotel charges ninety crowns a night."),
    ("fire-noun", "Fire destroyed the old market hall."),
    ("read-book", "She reads two novels a week."),
    ("write-book", "He has written three novels."),
    ("speak-language", "Most villagers speak Kessian."),
    ("add-numbers", "The mill added a third shift."),
    ("note-noun", "The note was four lines long."),
    ("marks-only", "“”“”“”"),
    ("empty-quotation", "He put “” on the form."),
)
