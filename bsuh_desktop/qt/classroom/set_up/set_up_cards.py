"""Fills Set up's cards: the module as a book, the class, and the minutes that each way of answering takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.widgets.icons import icon_pixmap
from bsuh_desktop.services.classroom.device_turns import MOST_FOR_SHARED, hands_do_better, minutes_for
from bsuh_desktop.services.classroom.set_up import SetUpChoices, SetUpPlan, colleague_names
from bsuh_desktop.services.desk.modules import Module

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.set_up import Ui_SetUp

USE_HANDS = "use_hands"
_COVER = 148


class SetUpCards:
    """Shows a plan on the form of Set up."""

    def __init__(self, bridge: Bridge, form: Ui_SetUp) -> None:
        self._bridge = bridge
        self._form = form

    def show(self, plan: SetUpPlan, choices: SetUpChoices) -> None:
        """Fills all cards."""
        self._show_along(plan, choices)
        self._show_module(plan.module)
        self._show_class(plan)
        self._show_ways(plan)

    def restyle(self) -> None:
        """Scales the pictures with the text."""
        self._form.cover.setFixedSize(scaled_box(_COVER), scaled_box(_COVER))
        for label, name in (
            (self._form.listed_icon, "people"),
            (self._form.consent_icon, "cert"),
        ):
            label.setPixmap(icon_pixmap(name, colours.GREEN.rgba(), scaled_text(20)))

    def _show_module(self, module: Module | None) -> None:
        form, bridge = self._form, self._bridge
        form.cover.setVisible(module is not None and bool(module.cover))
        form.module_summary.setVisible(module is not None)
        for tag in (form.ages_tag, form.minutes_tag, form.languages_tag):
            tag.setVisible(module is not None)
        if module is None:
            form.module_title.setText(bridge.say(Message("Choose a module")))
            return
        form.cover.set_data(module.cover)
        form.module_title.setText(bridge.text_of(module.title))
        form.module_summary.setText(bridge.text_of(module.summary))
        ages = ", ".join(bridge.digits(ages.replace("-", "–")) for ages in module.ages)
        form.ages_tag.tell("plain", bridge.say(Message("Ages {ages}", ages=ages)))
        form.ages_tag.setVisible(bool(ages))
        form.minutes_tag.tell("plain", bridge.say(Message("{minutes} min", minutes=module.minutes)))
        names = {"bn": "বাংলা", "en": "English"}
        form.languages_tag.tell("plain", " + ".join(names[language] for language in module.languages))

    def _show_class(self, plan: SetUpPlan) -> None:
        form, bridge = self._form, self._bridge
        form.class_title.setText(bridge.text_of(plan.title) if plan.title else bridge.say(Message("Choose a class")))
        form.class_place.setText(bridge.text_of(plan.place))
        form.class_place.setVisible(bool(bridge.text_of(plan.place)))
        listed = plan.learners is not None
        for part in (form.class_stitch, form.listed_icon, form.listed):
            part.setVisible(plan.title is not None)
        for part in (form.consent_icon, form.unnamed):
            part.setVisible(listed and plan.unnamed > 0)
        said = Message("{count} on the list", count=plan.learners) if listed else Message("Only the headcount is used.")
        form.listed.setText(bridge.say(said))
        form.unnamed.setText(bridge.say(Message("{count} without consent", count=plan.unnamed)))

    def _show_along(self, plan: SetUpPlan, choices: SetUpChoices) -> None:
        """Shows the colleagues; without names if the class can see this screen."""
        say = self._bridge.say
        if not plan.co:
            said = Message("You teach alone")
        elif self._bridge.public:
            said = Message("Teaching with you: {count}", count=len(plan.co))
        else:
            said = Message("With {names}", names=", ".join(colleague_names(choices, plan.co)))
        self._form.co_text.setText(say(said))

    def _show_ways(self, plan: SetUpPlan) -> None:
        form, bridge = self._form, self._bridge
        say = bridge.say
        form.by_hands.tell("hand", say(Message("Hands")), say(Message("You count the hands for A, B, C and D.")))
        form.one_device.tell(
            "one", say(Message("One device")), say(Message("Passed round. The screen clears after each answer."))
        )
        form.by_hands.set_foot(say(Message("Ready")), "ok")
        form.one_device.set_foot(*self._foot(plan))
        form.one_device.setEnabled(not self._without_list(plan))
        chosen = form.one_device if plan.by == "shared" else form.by_hands
        chosen.setChecked(True)
        self._offer_hands(plan)

    @staticmethod
    def _without_list(plan: SetUpPlan) -> bool:
        return plan.title is not None and plan.learners is None

    def _foot(self, plan: SetUpPlan) -> tuple[str, str]:
        if self._without_list(plan):
            return self._bridge.say(Message("Only with a list of the class")), "info"
        if plan.learners is None:
            return self._bridge.say(Message("About half a minute for each learner and question")), "info"
        minutes = minutes_for(plan.learners)
        said = Message("About {minutes} min for each question", minutes=minutes)
        return self._bridge.say(said), "look" if hands_do_better(plan.learners) else "ok"

    def _offer_hands(self, plan: SetUpPlan) -> None:
        """Proposes hands if the device would still be going round at the end of the lesson."""
        learners, module = plan.learners or 0, plan.module
        offer = plan.by == "shared" and hands_do_better(learners) and module is not None
        self._form.sharing_offer.setVisible(offer)
        if not offer or module is None:
            return
        questions = 2 * module.form_questions + module.questions
        fact = Message(
            "One device with all {questions} questions takes about {minutes} min.",
            minutes=minutes_for(learners, questions),
            questions=questions,
        )
        remedy = Message("With more than {most} learners, hands are quicker. You can use both.", most=MOST_FOR_SHARED)
        say = self._bridge.say
        self._form.sharing_offer.tell("look", say(fact), say(remedy), [(USE_HANDS, say(Message("Use hands")))])
