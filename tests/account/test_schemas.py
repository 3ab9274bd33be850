"""The schemas of the JSON documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from twosource import errors, records
from twosource.account import accounts
from twosource.account.json import ACCOUNT_FORMAT, GROUP_FORMAT, REPORT_FORMAT, to_dict
from twosource.account.schemas import NAMES, schema
from twosource.records import Account, Annotation
from twosource.stories import group

CHECKS = {name: Draft202012Validator(schema(name)) for name in NAMES}


def problems(name: str, document: object) -> list[str]:
    """Return what is wrong with a document, as it is written and read back, by its schema."""
    written = json.loads(json.dumps(document))
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in CHECKS[name].iter_errors(written)]


def objects(node: Any) -> Iterator[dict[str, Any]]:
    """Yield each schema of an object with named properties."""
    if isinstance(node, dict):
        if "properties" in node and node.get("type") == "object":
            yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_schemas(name: str) -> None:
    """Each schema is valid by the draft that it names, and every object of it is closed and complete."""
    Draft202012Validator.check_schema(schema(name))
    for found in objects(schema(name)):
        assert found["additionalProperties"] is False
        assert sorted(found["required"]) == sorted(found["properties"])


@pytest.mark.parametrize(
    ("name", "form"), [("report", REPORT_FORMAT), ("group", GROUP_FORMAT), ("account", ACCOUNT_FORMAT)]
)
def test_a_schema_is_found_by_its_format(name: str, form: str) -> None:
    """A schema is found by its short name and by the format that its documents bear."""
    assert schema(name) == schema(form)
    assert schema(name)["properties"]["format"] == {"const": form}


def test_an_unknown_name_is_refused() -> None:
    """What is no document has no schema, and nobody can spoil the schemas of others."""
    with pytest.raises(ValueError, match="no document is called"):
        schema("../account-1")
    schema("group").clear()
    assert schema("group")


def test_documents_of_the_example_are_valid(example: tuple[Account, ...]) -> None:
    """Every document that comes of the example is valid."""
    notes = [note for account in example for note in account.annotations]
    assert [problems("account", to_dict(account)) for account in example] == [[]] * len(example)
    assert [problems("report", to_dict(note)) for note in notes] == [[]] * len(notes)
    assert [problems("group", to_dict(line)) for line in group(notes)] == [[]] * len(notes)


def test_documents_of_nasty_inputs_are_valid(nasty: tuple[Annotation, ...]) -> None:
    """Every document that comes of nasty inputs is valid, one by one and together."""
    assert len(nasty) >= 7
    for note in nasty:
        assert problems("report", to_dict(note)) == []
        for account in accounts([note]):
            assert problems("account", to_dict(account)) == []
    assert [problems("account", to_dict(account)) for account in accounts(nasty)] == [[]]
    assert [problems("group", to_dict(line)) for line in group(nasty)] == [[]] * len(nasty)


def test_a_document_with_something_in_every_place_is_valid(build: Callable[..., Account]) -> None:
    """An account that fills every field is valid, whatever stands in its texts."""
    assert problems("account", to_dict(build("\ud800</script>\x00"))) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.update(format="twosource/account/2"),
        lambda d: d.update(more=1),
        lambda d: d.pop("claims"),
        lambda d: d["claims"][0].update(standing="certain"),
        lambda d: d["claims"][0]["tellings"][0].update(start=-1),
        lambda d: d["claims"][0]["tellings"][0].update(start=None),
        lambda d: d["claims"][0]["tellings"].clear(),
        lambda d: d["story"].update({"from": "last Tuesday"}),
        lambda d: d["copies"][0].update(share=1.5),
        lambda d: d["reports"][0]["published"].update(basis="guessed"),
        lambda d: d["timeline"][0].update(days=[1]),
    ],
)
def test_what_is_wrong_is_found(build: Callable[..., Account], spoil: Callable[[Any], object]) -> None:
    """A document of another version, with a key too many or too few, or a wrong value, is not valid."""
    document = json.loads(json.dumps(to_dict(build())))
    assert problems("account", document) == []
    spoil(document)
    assert problems("account", document) != []


@pytest.mark.parametrize(
    ("name", "path", "words"),
    [
        ("account", ("$defs", "claim", "properties", "standing"), records.Standing),
        ("account", ("$defs", "claim", "properties", "kind"), records.TellingKind),
        ("account", ("$defs", "difference", "properties", "verdict"), records.Verdict),
        ("account", ("$defs", "hop", "properties", "role"), records.HopRole),
        ("account", ("$defs", "told", "properties", "modality"), records.Modality),
        ("account", ("$defs", "told", "properties", "lineage"), records.Lineage),
        ("report", ("$defs", "telling", "properties", "polarity"), records.Polarity),
        ("report", ("$defs", "published", "properties", "basis"), records.DateBasis),
        ("report", ("$defs", "time", "properties", "type"), records.TimeType),
        ("report", ("$defs", "attribution", "properties", "kind"), records.AttributionKind),
        ("report", ("properties", "parts", "items", "properties", "role"), records.Role),
        ("report", ("properties", "parties", "items", "properties", "type"), records.PartyType),
        ("report", ("properties", "mentions", "items", "properties", "type"), records.MentionForm),
        ("report", ("properties", "credits", "items", "properties", "kind"), records.CreditKind),
    ],
)
def test_the_schemas_know_the_words_of_the_records(name: str, path: tuple[str, ...], words: Any) -> None:
    """A list of words in a schema is the list of the records."""
    node = schema(name)
    for key in path:
        node = node[key]
    assert node["enum"] == list(get_args(words))


def test_the_schemas_know_the_reason_codes() -> None:
    """The reasons and outcomes that a report may have are those that the program knows."""
    found = schema("report")
    codes = found["properties"]["reasons"]["items"]["properties"]["code"]["enum"]
    residue = found["properties"]["parts"]["items"]["properties"]["reason"]["enum"]
    assert codes == list(errors.PROBLEMS)
    assert residue == [*errors.RESIDUE, None]
    assert found["$defs"]["status"]["enum"] == list(errors.STATUSES)
