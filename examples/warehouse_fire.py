# %% [markdown]
# # Seven reports of one fire
#
# A warehouse burned in the invented port of Marovets. Seven invented outlets report it; some print one
# agency's text. Who is behind what they tell, and where do they differ? Each cell (`# %%`) runs by itself in
# an editor that knows them, or the whole as a script: it writes its files into the current folder.

# %%
from pathlib import Path

import twosource
from twosource.exports.example import example_folder

reading = twosource.read(example_folder())
annotations = tuple(twosource.annotate(reading))
accounts = twosource.account(annotations)
account = accounts[0]
accounts  # in a notebook, the last line of a cell shows itself

# %% [markdown]
# ## How many independent origins stand behind each claim

# %%
claims = account.to_dicts("claims")
for claim in [row for row in claims if row["is_main"] and len(row["outlets"]) > 1][:5]:
    print(f"{claim['standing']:<15} {len(claim['outlets'])} outlets  {claim['text']}")

# %% [markdown]
# ## What clashes, and the words behind it

# %%
texts = {row["report"]: row["text"] for row in account.to_dicts("reports")}
tellings = {(row["claim"], row["telling"]): row for row in account.to_dicts("tellings")}
for found in account.to_dicts("differences"):
    if found["verdict"] == "conflict":
        print(found["reason"])
        for place in (found["telling"], found["other_telling"]):
            telling = tellings[found["claim"], place]
            words = texts[telling["report"]][telling["start"] : telling["end"]]
            print("   ", " → ".join(telling["chain"]), "|", " ".join(words.split()))

# %% [markdown]
# ## Views, and files for other programs

# %%
twosource.render(accounts, "compare")

# %%
twosource.render(accounts, page=True).save("warehouse-fire.html")
for name in ("warehouse-fire.md", "warehouse-fire.csv", "warehouse-fire.jsonl"):
    accounts.save(name)
Path("warehouse-fire.jsonld").write_bytes(twosource.export(accounts, "prov"))
print("written: warehouse-fire.html, .md, .csv, .jsonl and .jsonld (the chains as PROV-O)")
