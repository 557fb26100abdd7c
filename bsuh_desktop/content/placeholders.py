"""Fill the placeholders of a pack: helpline numbers, and sentences that are the same everywhere.

`{helpline:child}` becomes the number of the programme file in the digits of the slide's language; `{common:ID}` becomes
the sentence of `resources/packs/common.toml`, and `{sentence:ID}` one of the pack's own: the one with numbers if the
programme has them all, else the other one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from bsuh_desktop.content import schema
from bsuh_desktop.content.finding import Finding, refuse
from bsuh_desktop.content.tables import decode_text, read_table
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.quiz import Item, Option
from bsuh_desktop.domain.text import digits_in
from bsuh_desktop.trust.programme import Programme

PLACE = re.compile(r"\{(helpline|common|sentence):([a-z0-9-]+)\}")
MONEY = "money-"
"""The ids of mobile-money lines begin so. A module names one only once somebody of the programme has called it."""
COMMON_FILE = "common.toml"


class CommonFile(msgspec.Struct, frozen=True):
    """`common.toml`: the programme-wide sentences by id."""

    sentences: dict[str, LocalText]


class Fillings(msgspec.Struct, frozen=True):
    """The values of the placeholders: helpline numbers in ASCII digits by id ("child"), common sentences and those of
    the pack by id."""

    helplines: Mapping[str, str] = {}
    common: Mapping[str, LocalText] = {}
    own: Mapping[str, LocalText] = {}

    def with_sentences(self, sentences: Iterable[schema.OwnSentence]) -> Fillings:
        """The same for a pack with these sentences."""
        own = {one.id: one.text if self._has_numbers(one.text) else one.otherwise for one in sentences}
        return msgspec.structs.replace(self, own=own)

    def _has_numbers(self, text: LocalText) -> bool:
        named = {name for words in (text.bn, text.en) for kind, name in places(words) if kind == "helpline"}
        return named <= self.helplines.keys()

    def fill(self, text: str, language: Language) -> str:
        """`text` with every placeholder filled. Raises KnownError (unknown_placeholder) for an unknown id."""
        own = PLACE.sub(lambda found: self._sentence(found, "sentence", self.own, language), text)
        common = PLACE.sub(lambda found: self._sentence(found, "common", self.common, language), own)
        return PLACE.sub(lambda found: self._helpline(found, language), common)

    def _sentence(self, found: re.Match[str], kind: str, sentences: Mapping[str, LocalText], language: Language) -> str:
        if found.group(1) != kind:
            return found.group()
        if found.group(2) not in sentences:
            raise _unknown(found.group(2))
        return sentences[found.group(2)].text_in(language)

    def _helpline(self, found: re.Match[str], language: Language) -> str:
        number = self.helplines.get(found.group(2))
        if found.group(1) != "helpline" or number is None:
            raise _unknown(found.group(2))
        return digits_in(language, number)

    def fill_slide(self, slide: schema.Slide, language: Language) -> schema.Slide:
        """`slide` with all its texts filled, including the facilitator's."""
        spoken = {key: self.fill(getattr(slide, key), language) for key in ("title", "say", "board", "nopower", "note")}
        body = tuple(map_texts(block, lambda text: self.fill(text, language)) for block in slide.body)
        return msgspec.structs.replace(slide, body=body, **spoken)

    def fill_item(self, item: Item) -> Item:
        """`item` with question, options and explanation filled in both languages."""
        options = {letter: self._option(option) for letter, option in item.options.items()}
        question, explanation = self.fill_text(item.question), self.fill_text(item.explanation)
        return msgspec.structs.replace(item, question=question, explanation=explanation, options=options)

    def _option(self, option: Option) -> Option:
        feedback = None if option.feedback is None else self.fill_text(option.feedback)
        return msgspec.structs.replace(option, text=self.fill_text(option.text), feedback=feedback)

    def fill_kit(self, one: schema.KitSet) -> schema.KitSet:
        """`one` with the texts of its pieces filled."""
        pieces = tuple(
            msgspec.structs.replace(
                piece,
                text=self.fill_text(piece.text),
                answer=None if piece.answer is None else self.fill_text(piece.answer),
            )
            for piece in one.pieces
        )
        return msgspec.structs.replace(one, title=self.fill_text(one.title), pieces=pieces)

    def fill_text(self, text: LocalText) -> LocalText:
        """`text` filled in both languages."""
        return LocalText(bn=self.fill(text.bn, "bn"), en=self.fill(text.en, "en"))


def map_texts(block: schema.Block, change: Callable[[str], str]) -> schema.Block:
    """`block` with `change` applied to the text of each run."""
    if isinstance(block, schema.Paragraph):
        return schema.Paragraph(_runs(block.runs, change))
    if isinstance(block, schema.ListBlock):
        return schema.ListBlock(tuple(_runs(line, change) for line in block.lines), block.ordered)
    if isinstance(block, schema.Columns):
        left, right = ([map_texts(one, change) for one in side] for side in (block.left, block.right))
        return schema.Columns(tuple(left), tuple(right))  # type: ignore[arg-type]
    if isinstance(block, schema.Panel):
        speech = tuple(schema.Speech(one.place, _runs(one.runs, change)) for one in block.speech)
        return schema.Panel(block.picture, speech, _runs(block.caption, change))
    return block


def _runs(runs: tuple[schema.Run, ...], change: Callable[[str], str]) -> tuple[schema.Run, ...]:
    return tuple(schema.Run(change(run.text), run.bold) for run in runs)


def places(text: str) -> Iterator[tuple[str, str]]:
    """(kind, id) of each placeholder in `text`."""
    return ((found.group(1), found.group(2)) for found in PLACE.finditer(text))


def read_common(resources: Path) -> dict[str, LocalText]:
    """The programme-wide sentences, from the `resources` folder. Raises KnownError if the file is damaged."""
    text = decode_text(COMMON_FILE, (resources / "packs" / COMMON_FILE).read_bytes())
    table = text if isinstance(text, Finding) else read_table(COMMON_FILE, text, CommonFile)
    if isinstance(table, Finding):
        raise refuse(table)
    for finding in table.findings:
        raise refuse(finding)
    return table.value.sentences


def pack_words(programme: Programme, resources: Path) -> Fillings:
    """The values of a pack's placeholders under `programme`."""
    numbers = {line.id: line.number for line in programme.helplines if line.verified or not line.id.startswith(MONEY)}
    return Fillings(numbers, read_common(resources))


def _unknown(name: str) -> KnownError:
    return KnownError(
        "unknown_placeholder",
        Message("The place “{name}” has no value here.", name=name),
        Message("Load the programme file of this module, or fix the pack."),
    )
