"""Read a module pack: its title, slides in both languages, questions and pictures; and find it on the shelf.

On the shelf are the modules that come with the app. The newest version of a module is a folder or zip in `packs`, named
by the module's id. Every version that was published before stays readable in `packs/earlier/ID/VERSION`: a class that
was begun with it goes on with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import msgspec

from bsuh_desktop.content import schema
from bsuh_desktop.content.finding import refuse
from bsuh_desktop.content.pack_draft import MODULE_FILE, PackDraft, read_draft
from bsuh_desktop.content.placeholders import Fillings
from bsuh_desktop.content.source import Source, open_source
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.quiz import Form, Item, Option

_PLACES: dict[str, Form] = {"lesson": "lesson", "form-a": "A", "form-b": "B"}
_MOST_KNOWN = 8


class Pack(msgspec.Struct, frozen=True):
    """A module as a class uses it."""

    id: str
    version: int
    title: LocalText
    summary: LocalText
    audience: schema.Audience
    ages: tuple[str, ...]
    grades: tuple[int, ...]
    minutes: int
    """Length of the whole class."""
    languages: tuple[Language, ...]
    objectives: tuple[schema.Objective, ...]
    competencies: tuple[schema.Competency, ...]
    media_notes: tuple[schema.MediaNote, ...]
    items: tuple[Item, ...]
    """In the order in which they are asked."""
    decks: dict[Language, tuple[schema.Slide, ...]]
    """Language → slides."""
    media_files: dict[str, bytes]
    """Name in the pack → bytes."""
    format: int = 1
    short_minutes: int = 0
    """Length of the class by the short plan; 0 if there is none."""
    hands_pairs: tuple[int, ...] = ()
    """The pairs that a class is asked which raises hands; all if there are none here."""
    home: LocalText | None = None
    """The sentence that goes home."""
    chant: LocalText | None = None
    sentences: tuple[schema.OwnSentence, ...] = ()
    kit: tuple[schema.KitSet, ...] = ()
    """What an activity needs on paper."""
    fillings: Fillings | None = None
    """The values of the placeholders, if it was read with them: then all texts are filled."""

    def slides(self, language: Language) -> tuple[schema.Slide, ...]:
        """The slides in `language`, or in the other one if the pack has only that."""
        return self.decks.get(language) or next(iter(self.decks.values()))

    def form(self, form: Form) -> tuple[Item, ...]:
        """The items of a form, in the order in which they are asked."""
        return tuple(item for item in self.items if item.form == form)

    def hands_form(self, form: Form) -> tuple[Item, ...]:
        """The items of a form that a class is asked which raises hands."""
        return tuple(item for item in self.form(form) if not self.hands_pairs or item.pair in self.hands_pairs)

    @property
    def gives_feedback(self) -> bool:
        """True if what learners chose is answered: of lesson items at once, of forms once they were all asked."""
        return self.format > 1

    def item(self, ref: str) -> Item:
        """The item with the id `ref`, or at the position `ref`: "lesson/1", "form-a/1", "form-b/2", counted from 1.

        Raises KnownError (unknown_item) if there is none.
        """
        form, _, number = ref.partition("/")
        if form in _PLACES and number.isascii() and number.isdigit():
            items = self.form(_PLACES[form])
            if 1 <= int(number[:4]) <= len(items):
                return items[int(number[:4]) - 1]
        for item in self.items:
            if item.id == ref:
                return item
        raise _unknown_item(self.id, ref)

    def media(self, file: str) -> bytes:
        """The bytes of a picture, by its name in the pack. Raises KnownError (picture_missing) if there is none."""
        if file not in self.media_files:
            raise KnownError(
                "picture_missing",
                Message("The module has no picture “{file}”.", file=file),
                Message("Install the module pack again."),
            )
        return self.media_files[file]


_known: dict[bytes, Pack] = {}
"""Cache of parsed packs, by the SHA-256 of their files."""


def read_pack(path: Path, fillings: Fillings | None = None) -> Pack:
    """The pack in the folder or zip at `path`; with `fillings`, its placeholders are filled.

    Raises KnownError if nothing is there, or for the first thing in it that cannot be parsed, with its file and line.
    Whether it is also good teaching is checked by `check.checker.check_pack`.
    """
    return read_source(open_source(path), fillings)


def read_source(source: Source, fillings: Fillings | None = None) -> Pack:
    """The same of a pack whose files were read already."""
    pack = _understood(source)
    return pack if fillings is None else _filled(pack, fillings)


def _understood(source: Source) -> Pack:
    """The parsed pack, cached by its bytes. Parsing takes ten times longer than reading the bytes, so a pack that was
    parsed while somebody typed the passphrase is ready when Home needs it."""
    told = hashlib.sha256()
    for file, data in sorted(source.files.items()):
        told.update(f"{file} {len(data)} ".encode() + data)
    key = told.digest()
    if source.findings or key not in _known:
        book = read_draft(source)
        for finding in book.findings:
            raise refuse(finding)
        while len(_known) >= _MOST_KNOWN:
            _known.popitem()
        _known[key] = _pack(book)
    return _known[key]


def _filled(pack: Pack, fillings: Fillings) -> Pack:
    fillings = fillings.with_sentences(pack.sentences)
    return msgspec.structs.replace(
        pack,
        items=tuple(fillings.fill_item(item) for item in pack.items),
        decks={
            language: tuple(fillings.fill_slide(slide, language) for slide in slides)
            for language, slides in pack.decks.items()
        },
        home=None if pack.home is None else fillings.fill_text(pack.home),
        chant=None if pack.chant is None else fillings.fill_text(pack.chant),
        kit=tuple(fillings.fill_kit(one) for one in pack.kit),
        fillings=fillings,
    )


def _pack(draft: PackDraft) -> Pack:
    module = draft.module.value
    alts = {note.file: note.alt for note in module.media}
    alarms = {idea.id for goal in module.objectives for idea in goal.misconceptions if idea.alarm}
    items = tuple(_item(table, alts, alarms) for table in draft.quiz.value.items)
    decks = {language: tuple(placed.slide for placed in deck.slides) for language, deck in draft.decks.items()}
    return Pack(
        id=module.id,
        version=module.version,
        title=module.title,
        summary=module.summary,
        audience=module.audience,
        ages=module.ages,
        grades=module.grades,
        minutes=module.minutes,
        languages=module.languages,
        objectives=module.objectives,
        competencies=module.competencies,
        media_notes=module.media,
        items=items,
        decks=decks,
        media_files={file: data for file, data in draft.files.items() if file.startswith("media/")},
        format=module.format,
        short_minutes=module.short_minutes,
        hands_pairs=module.hands_pairs,
        home=module.home,
        chant=module.chant,
        sentences=module.sentences,
        kit=module.kit,
    )


def _item(table: schema.ItemTable, alts: Mapping[str, LocalText], alarms: Collection[str]) -> Item:
    options = {
        letter: Option(
            text=_words(option, alts),
            misconception=option.misconception,
            feedback=option.feedback,
            by=option.by,
            alarm=option.misconception in alarms,
            picture=option.picture,
        )
        for letter, option in table.options.items()
    }
    return Item(
        id=table.id,
        form=table.form,
        objective=table.objective,
        question=table.question,
        options=options,
        explanation=table.explanation,
        key=table.key,
        pair=table.pair,
        sensitive=table.sensitive,
        case=table.case,
    )


def _words(option: schema.OptionTable, alts: Mapping[str, LocalText]) -> LocalText:
    """What is read aloud: the words of an option, or what its picture shows where it has none."""
    words = LocalText(bn=option.bn, en=option.en)
    return words if words != LocalText() else alts.get(option.picture, words)


def _unknown_item(pack: str, ref: str) -> KnownError:
    return KnownError(
        "unknown_item",
        Message("The module {pack} has no question “{item}”.", pack=pack, item=ref),
        Message("Use an item's id, or its place: lesson/1, form-a/1, form-b/1."),
    )


EARLIER = "earlier"


def built_in_paths(resources: Path) -> tuple[Path, ...]:
    """The folders and zips of the newest packs under `resources`, sorted by name."""
    shelf = resources / "packs"
    found = [path for path in shelf.iterdir() if (path / MODULE_FILE).is_file() or path.suffix == ".zip"]
    return tuple(sorted(found))


def earlier_paths(resources: Path, pack: str = "*") -> tuple[Path, ...]:
    """The folders of the earlier versions of `pack`, or of all packs, sorted by name."""
    return tuple(sorted(path.parent for path in (resources / "packs" / EARLIER).glob(f"{pack}/*/{MODULE_FILE}")))


def readable_packs(resources: Path, read: Callable[[Path], Pack] = read_pack) -> Iterator[Pack]:
    """The newest packs that can be read. One that cannot takes no other from the shelf; `find_pack` says why it is not
    there."""
    for path in built_in_paths(resources):
        try:
            yield read(path)
        except KnownError:
            continue


def find_pack(resources: Path, pack: str, fillings: Fillings | None = None, version: int | None = None) -> Pack:
    """The built-in pack with the id `pack`: its newest version, or `version`.

    Raises KnownError: pack_not_found if there is none with that id, pack_version_missing if it is here in other
    versions only, or what is wrong with it.
    """
    for path in built_in_paths(resources):
        if path.stem == pack or path.name == pack:
            before = resources / "packs" / EARLIER / path.stem / str(version)
            found = read_pack(before if version is not None and before.is_dir() else path, fillings)
            if version not in (None, found.version):
                raise _other_versions(found, version)
            return found
    raise KnownError(
        "pack_not_found",
        Message("There is no module “{pack}” on this computer.", pack=pack),
        Message("Choose one from the list of modules, or give the path of its folder or zip."),
    )


def _other_versions(found: Pack, version: int | None) -> KnownError:
    return KnownError(
        "pack_version_missing",
        Message(
            "This class was begun with version {version} of its module, which is not on this computer.",
            version=str(version),
        ),
        Message("Update the app: each update brings all versions. Version {version} is here.", version=found.version),
    )
