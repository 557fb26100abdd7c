"""`bsuh places`: places that facilitators typed, mapped to schools of the programme's list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from bsuh_desktop.cli.open_desk import tell
from bsuh_desktop.cli.opened_register import opened_register
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import shown
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.typed_places import TypedPlace, map_typed, typed_places


def run(options: Namespace) -> int:
    """Lists the typed places that are not mapped yet, or maps one; exit status 0."""
    with opened_register(options, reading=options.mapped is None) as (_, collector, register):
        if options.mapped is not None:
            _map(options, collector, register)
            return 0
        found = typed_places(register, collector)
    if options.json:
        print_json({"places": [_document(one) for one in found]})
    else:
        _tell(found, options)
    return 0


def _map(options: Namespace, collector: Collector, register: Register) -> None:
    local, sign, place = (word.strip() for word in options.mapped.partition("="))
    if not (local and sign and place):
        raise KnownError(
            "usage",
            Message("It is not clear which place this is: {word}", word=shown(options.mapped)),
            Message("Write both ids, such as local:…=eiin:107845."),
        )
    words, known, classes = map_typed(register, collector, local, place)
    if options.json:
        print_json({"local": local, "typed": words, "classes": classes, "place": known.id, **_names(known.names)})
    else:
        mapped = Message(
            "“{words}” is {place} from now on. Classes: {count}", words=shown(words), place=known.names, count=classes
        )
        tell(options, mapped)


def _names(names: LocalText) -> dict[str, str]:
    return {"bn": names.bn, "en": names.en}


def _document(one: TypedPlace) -> dict[str, object]:
    near = [{"id": place.id, **_names(place.names)} for place in one.near]
    return {"id": one.id, "typed": one.words, "classes": one.classes, "near": near}


def _tell(found: Sequence[TypedPlace], options: Namespace) -> None:
    if not found:
        tell(options, Message("Every typed place has its school."))
    for one in found:
        tell(options, Message("{id}: {words}. Classes: {count}", id=one.id, words=shown(one.words), count=one.classes))
        for place in one.near:
            tell(options, Message("  perhaps {id}: {place}", id=place.id, place=place.names))
