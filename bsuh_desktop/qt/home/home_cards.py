"""The texts of Home's cards: the next class, or that there is none yet, and the files that wait."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists import class_facts
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.home import Ui_Home
from bsuh_desktop.services.certificates.due import DueCertificates
from bsuh_desktop.services.class_lists.class_groups import ClassGroup
from bsuh_desktop.services.desk.modules import Module
from bsuh_desktop.services.home.home import HomeFacts
from bsuh_desktop.services.safekeeping.laptop_view import LaptopDue


def show_next_class(form: Ui_Home, bridge: Bridge, groups: tuple[ClassGroup, ...], module: Module | None) -> None:
    """Shows the class that waited longest for a lesson, and the module that Set up will propose."""
    form.today.setVisible(bool(groups))
    form.choose_class.setVisible(bool(groups))
    form.no_class.setVisible(not groups)
    form.without_list.setVisible(not groups)
    if not groups:
        _show_no_class(form, bridge)
        return
    group, say = groups[0], bridge.say
    form.today_title.setText(bridge.text_of(group.title))
    form.today_place.setText(bridge.text_of(group.place))
    form.today_learners.setText(say(class_facts.learners(group)))
    form.today_taught.setText(say(class_facts.taught(group)))
    form.today_module_line.setVisible(module is not None)
    if module is not None:
        title = bridge.text_of(module.title)
        form.today_module.setText(say(Message("{module}, {minutes} minutes", module=title, minutes=module.minutes)))


def _show_no_class(form: Ui_Home, bridge: Bridge) -> None:
    form.no_class.tell(
        "open-book",
        bridge.say(Message("No class yet")),
        bridge.say(Message("Get a list from a file, or start with a count alone.")),
        bridge.say(Message("Get a list from a file")),
    )


def show_waiting(form: Ui_Home, bridge: Bridge, facts: HomeFacts) -> None:
    """Shows attendance files that were not handed over and certificates that were not printed."""
    here, papers, laptop = _to_hand_over(facts), len(facts.not_printed), facts.laptop.anything
    files = bool(here)
    form.waiting.setVisible(files or bool(papers) or laptop)
    form.laptop_due.setVisible(laptop)
    form.laptop_stitch.setVisible(laptop and (files or bool(papers)))
    form.laptop_now.setText(bridge.say(_LAPTOP_VERBS[facts.laptop.key]))
    form.hand_over.setVisible(files)
    form.certificates.setVisible(bool(papers))
    form.waiting_stitch.setVisible(files and bool(papers))
    form.waiting_tag.tell("look", bridge.number(files + bool(papers) + laptop))
    for label, button, sentences in (
        (form.hand_over_count, form.hand_over_now, here),
        (form.certificates_count, form.certificates_now, _certificates(facts.certificates)),
        (form.laptop_text, form.laptop_now, _on_laptop(facts.laptop)),
    ):
        said = [bridge.say(sentence) for sentence in sentences]
        label.setText("\n".join(said))
        button.setAccessibleDescription(" ".join(said))


def _to_hand_over(facts: HomeFacts) -> list[Message]:
    """Files that are only on this laptop, and files that were never answered."""
    files, overdue = len(facts.not_handed_over), facts.overdue
    sentences = [
        (files, Message("Finished classes that are on this laptop only: {count}", count=files)),
        (overdue, Message("Handed over, but no receipt for ten days: {count}", count=overdue)),
    ]
    return [sentence for count, sentence in sentences if count]


_LAPTOP_VERBS = {"": Message("Look"), "new_key": Message("What to do"), "grant": Message("Ask for the grant")}


_FORGETS = (
    Message("This computer does not keep what is written: its data went back to an earlier day more than once."),
    Message("Use another computer, or ask the person who looks after this one to let it keep what is written."),
)


def _on_laptop(due: LaptopDue) -> list[Message]:
    """That the computer loses data, that its key needs something, and problems with the backup on the stick."""
    sentences = list(_FORGETS if due.forgets else ())
    if due.key == "new_key":
        sentences.append(Message("It needs its own key. Until then it cannot sign."))
    elif due.key == "grant":
        sentences.append(Message("It has a new key. Ask your coordinator for its grant."))
    if due.stick is not None:
        sentences += [due.stick.text, *([due.stick.remedy] if due.stick.remedy else [])]
    return sentences


def _certificates(due: DueCertificates) -> list[Message]:
    """Certificates to print, and the reason."""
    sentences = [
        (due.first, Message("Classes that wait for their certificates: {count}", count=due.first)),
        (due.granted, Message("The grant has come. Certificates that can be printed now: {count}", count=due.granted)),
        (due.to_reprint, Message("Spelling fixed. Certificates to print again: {count}", count=due.to_reprint)),
    ]
    return [sentence for count, sentence in sentences if count]
