"""What is carried over from the class that is there, and what a sitting adds: the learner of a row as they would be."""

from __future__ import annotations

from msgspec.structs import replace

from bsuh_desktop.domain.consent import Answer, Basis
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.services.class_lists.class_groups import Learner
from bsuh_desktop.services.class_lists.decisions import Decisions, Sitting
from bsuh_desktop.services.class_lists.import_plan import Was
from bsuh_desktop.services.class_lists.match import Match


def corrected(read: RosterRow, decisions: Decisions) -> RosterRow:
    """The row as a person corrected it."""
    row = read.row
    name_bn, name_en = decisions.names.get(row, (read.name_bn, read.name_en))
    roll = None if row in decisions.given else decisions.rolls.get(row, read.roll)
    return replace(read, roll=roll, name_bn=name_bn, name_en=name_en, sex=decisions.sexes.get(row, read.sex))


def carried(said: RosterRow, match: Match, decisions: Decisions) -> RosterRow:
    """The row as the learner whom it names: what the list does not say stands as it is, and a no stays a no."""
    row, kept = said.row, match.kept
    own_roll = row in decisions.given or row in decisions.rolls
    name_bn, name_en = _names(said, match, decisions)
    return replace(
        said,
        roll=said.roll if own_roll else said.roll or kept.roll or None,
        name_bn=name_bn,
        name_en=name_en,
        sex=said.sex if row in decisions.sexes or said.sex != "unspecified" else kept.sex,
        # Who said no does not become an adult, whose own word counts, by a list.
        age=kept.age if said.age == "unspecified" or kept.said_no else said.age,
        disability=kept.disability if said.disability == "unspecified" else said.disability,
        guardian=_answer(kept.guardian, said.guardian, kept.said_no),
        assent=_answer(kept.assent, said.assent, kept.said_no),
    )


def _names(said: RosterRow, match: Match, decisions: Decisions) -> tuple[str | None, str | None]:
    """One name in two spellings stays as it is spelt here: somebody may have put it right."""
    if said.row in decisions.names:
        return said.name_bn, said.name_en
    kept, listed = (match.kept.name_bn, match.kept.name_en), (said.name_bn, said.name_en)
    takes = match.another_name and said.row not in decisions.our_names
    first, then = (listed, kept) if takes else (kept, listed)
    return first[0] or then[0] or None, first[1] or then[1] or None


def _answer(kept: Answer, said: Answer, no_stands: bool) -> Answer:
    """Of who said no nothing changes but that more is refused."""
    if no_stands:
        return "no" if said == "no" else kept
    return kept if said == "not_asked" else said


def was(kept: Learner) -> Was:
    """The learner as the class has them."""
    return Was(kept.line, kept.roll, kept.name_bn, kept.name_en, kept.named, kept.said_no)


def is_asked(learner: RosterRow, kept: Learner | None, basis: Basis) -> bool:
    """True if a sitting would bring something: nobody said no, and the name may not be kept yet."""
    return kept is None or not (kept.said_no or learner.may_be_named(basis))


def after_sitting(learner: RosterRow, sitting: Sitting, asked: bool) -> RosterRow:
    """A no of the list stays a no, whatever was said later in the room."""
    if learner.row in sitting.refused or learner.assent == "no":
        return replace(learner, assent="no")
    if not asked:
        return learner
    said = sitting.others if learner.guardian == "not_asked" and learner.row not in sitting.without_letter else None
    return replace(learner, assent="yes", guardian=said or learner.guardian)
