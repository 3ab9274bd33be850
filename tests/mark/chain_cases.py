"""Sentences in the styles of English-language news, each with the chains that it must yield: our own writing.

Names of places, people and outlets are invented.
"""

from __future__ import annotations

from typing import Final

CASES: Final = (
    # ---- read in real reports, retold
    (
        "told-in-an-email",
        "“The road is open,” Mira Halden told Norda News in an email.",
        "Mira Halden < Norda News: “The road is open,”",
    ),
    (
        "director-not-identified",
        "“We will build it,” the Orla Central News Agency said, quoting the director who was not identified.",
        "the director who was not identified < the Orla Central News Agency: “We will build it,”",
    ),
    (
        "said-after-the-verdict",
        "“It was a long time coming,” said prosecutor Mira Halden, who led the case, after the verdict.",
        "prosecutor Mira Halden, who led the case: “It was a long time coming,”",
    ),
    (
        "paragraphs-run-together",
        'A spokesman added: "Both have lied. "We will stop them. "Nobody will come in."',
        'A spokesman: "Both have lied. "We will stop them. "Nobody will come in."',
    ),
    (
        "told-within-a-clause",
        "The halls, Halden told the Norda paper in an interview, will be closed.",
        "Halden < the Norda paper: The halls // will be closed",
    ),
    (
        "per-an-outlet",
        "Per the Ostra Herald, the firm will cut jobs.",
        "the Ostra Herald: the firm will cut jobs",
    ),
    (
        "per-a-person",
        "The firm will cut jobs, per Ana Brek of Norda.",
        "Ana Brek of Norda: The firm will cut jobs",
    ),
    (
        "via-in-brackets",
        "The game will come in March (via Norda News).",
        "Norda News: The game will come in March",
    ),
    (
        "said-and-via",
        "He said it will come in March (via Norda News).",
        "He < Norda News: it will come in March",
    ),
    (
        "told-a-station",
        "Police told WXQZ that two were hurt.",
        "Police < WXQZ: that two were hurt",
    ),
    (
        "released-on-a-day",
        "“The road is open,” Halden said in remarks released on Monday.",
        "Halden: “The road is open,”",
    ),
    (
        "single-marks-over-paragraphs",
        "Brek said: ‘The road was not safe.\n‘It was the workers’ own.\n‘We will build one.’\nIt rained.",
        "Brek: ‘The road was not safe.\n-: ‘It was the workers’ own.\n-: ‘We will build one.’",
    ),
    (
        "statement-below-a-colon",
        "The statement read:\nThe road will be closed on Friday and open again in May.\nIt rained.",
        "The statement: The road will be closed on Friday and open again in May.",
    ),
    (
        "said-in-a-statement-below-a-colon",
        "The ministry said in a statement:\nTwo roads will be closed on Friday.\nIt rained.",
        "The ministry: Two roads will be closed on Friday.",
    ),
    (
        "embedded-quotation-lost",
        "Halden said of the storm:\nThe team played in Ostra on Saturday night.",
        "Halden: the storm",
    ),
    (
        "wrote-of-himself-below-a-colon",
        "Halden wrote:\nI am leaving the company after ten years.\nIt rained.",
        "Halden: I am leaving the company after ten years.",
    ),
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
        "Mr Corvo: he would not step down\nMr Corvo =refused: offers to mediate the dispute",
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
    (
        "asked-by-nobody",
        "Asked whether he would resign, Brek said he was tired.",
        "Brek: he was tired",
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
    # ---- more of each style
    (
        "agency-inverted-title",
        "“There was no warning,” said Colonel Ivo Tarn, the garrison’s commander.",
        "Colonel Ivo Tarn, the garrison’s commander: “There was no warning,”",
    ),
    (
        "agency-told-agency",
        "“The line is cut,” a rail official told Norda news agency.",
        "a rail official < Norda news agency: “The line is cut,”",
    ),
    (
        "agency-said-in-a-statement",
        "The ministry said in a statement that trade would resume.",
        "The ministry: that trade would resume",
    ),
    (
        "agency-statement-said",
        "A statement from the palace said the king was well.",
        "A statement from the palace: the king was well",
    ),
    (
        "agency-cited-by",
        "The envoy, cited by the Norda news agency, said talks would go on.",
        "The envoy < the Norda news agency: talks would go on",
    ),
    (
        "agency-cited-as-saying",
        "The envoy was cited by Norda as saying that talks would go on.",
        "The envoy < Norda: that talks would go on",
    ),
    (
        "agency-reported-that",
        "The Norda news agency reported that the king was well.",
        "The Norda news agency: that the king was well",
    ),
    (
        "agency-agency-said-source",
        "Talks would go on, the envoy told the Norda news agency.",
        "the envoy < the Norda news agency: Talks would go on",
    ),
    (
        "agency-citing-unnamed",
        "The Ostra Times, citing two people close to the talks, said the deal was dead.",
        "two people close to the talks < The Ostra Times: the deal was dead",
    ),
    (
        "agency-quoting",
        "Norda news agency, quoting the police, reported that three men were held.",
        "the police < Norda news agency: that three men were held",
    ),
    (
        "agency-per-report",
        "Three men were held, the police said on Sunday.",
        "the police: Three men were held",
    ),
    (
        "agency-said-on-television",
        "Corvo said on state television that the curfew would end.",
        "Corvo < state television: that the curfew would end",
    ),
    (
        "agency-interview-published",
        "In an interview with the Daily Beacon newspaper, Halden said she was not afraid.",
        "Halden < the Daily Beacon newspaper: she was not afraid",
    ),
    (
        "agency-as-quoted",
        "“The curfew will end,” Corvo said, as quoted by Norda.",
        "Corvo < Norda: “The curfew will end,”",
    ),
    (
        "agency-local-media-cited",
        "Citing local media, the Norda news agency reported that the mine had flooded.",
        "local media < the Norda news agency: that the mine had flooded",
    ),
    (
        "agency-two-sentences-two-speakers",
        "Halden said the vote was stolen. Corvo said it was fair.",
        ("Halden: the vote was stolen\nCorvo: it was fair"),
    ),
    ("agency-reiterated", "Tarn reiterated that no troops had crossed.", "Tarn: that no troops had crossed"),
    ("agency-insisted", "Corvo insisted the vote was fair.", "Corvo =claimed: the vote was fair"),
    (
        "agency-admitted",
        "The bank admitted that it had lost the records.",
        "The bank =confirmed: that it had lost the records",
    ),
    (
        "agency-demanded",
        "Strikers demanded that the mine be closed.",
        "Strikers =demanded: that the mine be closed",
    ),
    ("agency-threatened", "The union threatened to walk out.", "The union =warned: to walk out"),
    ("agency-vowed", "Halden vowed to return.", "Halden =planned: to return"),
    (
        "agency-asked-whether",
        "Deputies asked whether the dam was safe.",
        "Deputies =asked: whether the dam was safe",
    ),
    (
        "agency-predicts",
        "The bank predicts that prices will rise.",
        "The bank =thought: that prices will rise",
    ),
    ("agency-not-deny", "Tarn did not deny that shots were fired.", "Tarn: that shots were fired"),
    ("tabloid-blasted", "Furious neighbours blasted the plan.", "Furious neighbours: the plan"),
    (
        "tabloid-one-neighbour",
        "One neighbour said: ‘I heard a bang and ran.’",
        "One neighbour: ‘I heard a bang and ran.’",
    ),
    (
        "tabloid-pal",
        "‘She is over the moon,’ a pal told The Daily Mirror.",
        "a pal < The Daily Mirror: ‘She is over the moon,’",
    ),
    (
        "tabloid-he-told-the-sun-single",
        "‘It’s the boys’ best game yet,’ Holm told the Ostra Sun.",
        "Holm < the Ostra Sun: ‘It’s the boys’ best game yet,’",
    ),
    (
        "tabloid-dubbed",
        "Critics dubbed the bridge “the road to nowhere”.",
        "Critics: the bridge “the road to nowhere”",
    ),
    ("tabloid-gushed", "“I love this town,” gushed Lund.", "Lund: “I love this town,”"),
    (
        "tabloid-two-quotes",
        "“I love this town,” gushed Lund. “I will never leave.”",
        "Lund: “I love this town,” // “I will never leave.”",
    ),
    (
        "tabloid-then-another",
        "“I love this town,” gushed Lund. “I don’t,” snapped Holm.",
        ("Lund: “I love this town,”\nHolm: “I don’t,”"),
    ),
    (
        "broadcast-tonight",
        "Tonight the mayor says the water is safe to drink.",
        "the mayor: the water is safe to drink",
    ),
    ("broadcast-she-says", "She says she saw the boat go down.", "She: she saw the boat go down"),
    ("broadcast-we-are-hearing", "Our reporter says the hall is empty.", "Our reporter: the hall is empty"),
    (
        "liveblog-colon",
        "Mayor Brek: “No one will sleep outside tonight.”",
        "Mayor Brek: “No one will sleep outside tonight.”",
    ),
    ("liveblog-tweeted", "Halden tweeted: “See you on the square.”", "Halden: “See you on the square.”"),
    (
        "liveblog-wrote-on-telegram",
        "“Stay at home,” the governor wrote on Telegram.",
        "the governor: “Stay at home,”",
    ),
    (
        "liveblog-posting",
        "The fire service says two crews are on the roof.",
        "The fire service: two crews are on the roof",
    ),
    (
        "release-announces",
        "Lund Mills announced that it will open a second plant.",
        "Lund Mills: that it will open a second plant",
    ),
    (
        "release-added",
        "“It is a proud day,” added Holm, the firm’s founder.",
        "Holm, the firm’s founder: “It is a proud day,”",
    ),
    (
        "release-long-quote-broken",
        "“With this step,” said Lund, “we keep a promise that we made to our workers.”",
        "Lund: “With this step,” // “we keep a promise that we made to our workers.”",
    ),
    (
        "court-judge-ruled",
        "The judge ruled that the search was unlawful.",
        "The judge: that the search was unlawful",
    ),
    (
        "court-prosecutor-told-jury",
        "“He lied to all of you,” the prosecutor told the jury.",
        "the prosecutor: “He lied to all of you,”",
    ),
    ("court-denies", "Lund denies the charges.", "Lund =denied: the charges"),
    (
        "court-filing",
        "According to a court filing, Lund owed nine banks.",
        "a court filing: Lund owed nine banks",
    ),
    ("court-testified", "A clerk testified that the safe was empty.", "A clerk: that the safe was empty"),
    (
        "court-indictment-says",
        "The indictment says that Lund paid the clerk.",
        "The indictment: that Lund paid the clerk",
    ),
    (
        "court-lawyer-said-client",
        "Her lawyer said that Lund had told police the safe had been empty.",
        (
            "Her lawyer: that Lund had told police the safe had been empty\n"
            "Her lawyer > Lund: the safe had been empty"
        ),
    ),
    (
        "nested-three",
        "Brek said Halden had told Corvo that the bridge was mined.",
        ("Brek: Halden had told Corvo that the bridge was mined\nBrek > Halden: that the bridge was mined"),
    ),
    (
        "nested-ministry-said-police-found",
        "The ministry said police had confirmed that the man was dead.",
        (
            "The ministry: police had confirmed that the man was dead\n"
            "The ministry > police =confirmed: that the man was dead"
        ),
    ),
    (
        "nested-according-within",
        "Halden said the dam had failed twice, according to the Norda news agency.",
        "Halden < the Norda news agency: the dam had failed twice",
    ),
    (
        "pronoun-chain",
        "“We were lucky,” he told the Ostra Times in an interview on Monday.",
        "he < the Ostra Times: “We were lucky,”",
    ),
    (
        "who-told",
        "Holm, who told the Ostra Times that he was ill, has resigned.",
        "who < the Ostra Times: that he was ill",
    ),
    (
        "spokesman-for",
        "A spokesman for the palace said the king was well.",
        "A spokesman for the palace: the king was well",
    ),
    ("spokeswoman-added", "The king was resting, she added.", "she: The king was resting"),
    ("plural-experts", "Experts warn that the ice is thin.", "Experts =warned: that the ice is thin"),
    (
        "survey-found",
        "A survey found that half of the shops had closed.",
        "A survey: that half of the shops had closed",
    ),
    ("report-says", "The report says the dam was built in haste.", "The report: the dam was built in haste"),
    ("letter-read", "“We ask for bread,” the letter read.", "the letter: “We ask for bread,”"),
    (
        "officials-speaking-anonymity",
        "An officer, speaking on condition of anonymity, said the convoy had turned back.",
        "An officer, speaking on condition of anonymity: the convoy had turned back",
    ),
    (
        "he-said-she-said-inside-quotation",
        "“My wife said it was nothing,” Holm said.",
        "Holm: “My wife said it was nothing,”",
    ),
    ("refuse-to-comment", "The palace refused to comment.", "The palace =refused: to comment"),
    ("did-not-respond", "The palace did not respond.", "The palace =no-details: respond"),
    ("made-no-comment", "The palace made no comment.", "The palace =no-details: no comment"),
    ("appealed-for", "The governor appealed for calm.", "The governor =demanded: calm"),
    ("criticised-as", "Halden criticised the vote as a farce.", "Halden: the vote as a farce"),
    ("praised", "Corvo praised the police.", "Corvo: the police"),
    (
        "blames-on",
        "The ministry blames the outage on the storm.",
        "The ministry =claimed: the outage on the storm",
    ),
    (
        "noun-warning",
        "The bank’s warning that prices would rise was ignored.",
        "The bank =warned: that prices would rise",
    ),
    ("noun-promise", "His promise to repair the dam was broken.", "His =planned: to repair the dam"),
    (
        "citing-a-report-by-ministry",
        "The ministry said the dam was safe, citing a report.",
        ("The ministry: the dam was safe\nThe ministry: a report"),
    ),
    # ---- found by reading: media in brackets, refusals, patients, imperatives
    (
        "bracket-medium-tells",
        "The army chief, state television reported, had left the capital.",
        "state television: The army chief // had left the capital",
    ),
    (
        "bracket-medium-tells-name",
        "Corvo, state television reported, has left the capital.",
        "state television: Corvo // has left the capital",
    ),
    (
        "speaker-then-medium-reported",
        "Corvo said the road was open, Norda reported.",
        "Corvo < Norda: the road was open",
    ),
    (
        "speaker-apposition-then-medium-reports",
        "Ivo Tarn, 30, a clerk, said the tram sped up and “all just went flying,” the Orla Press reports.",
        "Ivo Tarn, 30, a clerk < the Orla Press: the tram sped up and “all just went flying,”",
    ),
    (
        "ministry-said-agency-reported-on-day",
        "The ministry said trade would resume, the Norda news agency reported on Sunday.",
        "The ministry < the Norda news agency: trade would resume",
    ),
    (
        "told-agency-of-the-table",
        "Brek told Agence France-Presse that the dam would hold.",
        "Brek < Agence France-Presse: that the dam would hold",
    ),
    (
        "told-a-site",
        "Brek told OstraNews.com that the dam would hold.",
        "Brek < OstraNews.com: that the dam would hold",
    ),
    (
        "rejected-an-offer-is-refused",
        "The ministry rejected the offer.",
        "The ministry =refused: the offer",
    ),
    (
        "rejected-claims-is-denied",
        "The ministry rejected claims that it had lost the records.",
        "The ministry =denied: claims that it had lost the records",
    ),
    (
        "rejected-the-charges-is-denied",
        "Lund rejected the charges.",
        "Lund =denied: the charges",
    ),
    (
        "refused-to-leave",
        "Halden refused to leave the hall.",
        "Halden =refused: to leave the hall",
    ),
    (
        "accused-by-of",
        "Lund was accused by prosecutors of fraud.",
        "prosecutors =claimed: Lund // of fraud",
    ),
    (
        "congratulating-is-no-statement",
        "Corvo congratulated the winners on their victory.",
        "Corvo =thought: the winners on their victory",
    ),
    (
        "imperative-in-a-quotation",
        "“Say there was a museum that wanted the whale,” said Brek.",
        "Brek: “Say there was a museum that wanted the whale,”",
    ),
    (
        "anyone-could-claim-inside",
        "“There is no way that anyone could claim the pill is untested,” said Halden.",
        "Halden: “There is no way that anyone could claim the pill is untested,”",
    ),
    (
        "strikes-cited-by-a-party-are-no-words",
        "Nato said it was looking into the strikes on Ostra, cited by the rebels.",
        "Nato: it was looking into the strikes on Ostra, cited by the rebels",
    ),
    (
        "quotation-over-three-paragraphs",
        "Brek said:\n“We have no fuel left. The mill is shut.\n“We ask for bread and salt.\n“And for peace.”",
        "Brek: “We have no fuel left. The mill is shut.\n-: “We ask for bread and salt.\n-: “And for peace.”",
    ),
    (
        "dialogue-in-turns-is-nobodys",
        "“Did you see the boat?” Halden asked.\n“No,” Brek said.\n“You were there.”\n“I was asleep.”",
        "Halden =asked: “Did you see the boat?”\nBrek: “No,”\n-: “You were there.”\n-: “I was asleep.”",
    ),
    (
        "heading-in-marks-is-no-speech",
        "“The loss hurts,” Roth said. “We mourn her.”\n“How The Dam Was Built”\nThe mayor was away.",
        "Roth: “The loss hurts,” // “We mourn her.”",
    ),
    (
        "police-confirmed-this-has-no-content",
        "Police confirmed this. Halden said the road was shut.",
        "Halden: the road was shut",
    ),
    (
        "agency-said-quoting-the-director",
        "“Space is a right,” the Orla Central News Agency said, quoting the agency director.",
        "the agency director < the Orla Central News Agency: “Space is a right,”",
    ),
    (
        "ordered-and-said-agency-said",
        "The king, Tomas Corvo, ordered a drill and said it was needed, the Norda news agency said.",
        "The king, Tomas Corvo < the Norda news agency: it was needed",
    ),
    (
        "told-a-part-of-an-outlet",
        "“The find looks exciting,” Lund told NBC News Beacon in an email.",
        "Lund < NBC News Beacon: “The find looks exciting,”",
    ),
)

NOTHING: Final = (
    ("way-of-a-tram", "The tram runs (via Ostra) to the sea."),
    ("price-per-day", "It costs five crowns per day, via Ostra and Halden."),
    ("meeting-called", "The council called an emergency meeting after the storm."),
    ("helpers-called", "Firefighters were called when smoke rose from the roof."),
    ("list-below-a-colon", "The statement said:\n- The road is closed until Friday at noon."),
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
    ("claimed-jobs", "The slump claimed the jobs of two coaches in Ostra."),
    ("how-to", "Forty people met in Ostra, discussing how to save the grey heron."),
    ("please", "Please note the winner of the sale will have to remove the whale within nine days."),
    ("to-the-reader", "You can also see that nine friends are online."),
    ("picture", "A picture taken on Monday shows a comet rising over the harbour in Ostra."),
    ("read-book", "She reads two novels a week."),
    ("write-book", "He has written three novels."),
    ("speak-language", "Most villagers speak Kessian."),
    ("add-numbers", "The mill added a third shift."),
    ("note-noun", "The note was four lines long."),
    ("marks-only", "“”“”“”"),
    ("empty-quotation", "He put “” on the form."),
    ("prize", "The film won the “Golden Reed” in spring."),
    ("so-called-2", "Residents of “Little Kessia” held a market."),
    ("quote-verb-price", "The broker quoted a price of nine crowns."),
    ("state-verb-of", "The state of the road is poor."),
    ("tell-apart", "Few can tell the twins apart."),
    ("say-noun", "Voters had their say on Sunday."),
    ("find-verb-body", "A walker found a body near the mill."),
    ("order-noun", "The order of the pages was lost."),
    ("thinking-cap", "The thinking man sat alone."),
    ("hour", "The train left at nine."),
    ("list", "Bread, salt and oil were on the table."),
    ("headline-verbless", "Snow on the hills"),
    ("sold", "The museum sold three paintings to a collector in Ostra."),
    ("reported-for-duty", "Soldiers reported for duty at dawn."),
    ("call-off", "The referee called off the match."),
    ("warned-noun", "The warning lights were red."),
    ("show-up", "Nobody showed up at the hall."),
    ("point-out-noun", "The point of the lance broke."),
    ("claim-noun-insurance", "The insurer paid the claim."),
    ("imperative-read", "(Read about the “white rhino” in our summer issue.)"),
    (
        "contact-the-reporter",
        "To contact the reporter on this story: Ana Lund in Ostra at alund@ostra.example",
    ),
    ("see-more-title", "See more of his work: “Stunning Pictures of the Hills.”"),
    ("term-after-a-colon", "When Lund took to the air, he gained something dear in politics: “Name fame.”"),
    ("often-called", "The pill, often called the “white pill,” has been used since 2000."),
)
