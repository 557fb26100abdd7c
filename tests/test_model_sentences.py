"""The sentences for what goes wrong are those of the programme's style guide, word for word, and stand in one place."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from tests.helpers.sources import calls_of

MODELS = {
    "The disk is full.": "ডিস্ক ভরে গেছে।",
    "Remove some files and try again.": "কিছু ফাইল সরিয়ে আবার চেষ্টা করুন।",
    "The stick came out too soon.": "জমা শেষের আগে পেনড্রাইভ খোলা হয়েছে।",
    "Plug it in, hand over again.": "লাগিয়ে আবার জমা দিন।",
    "This stick cannot be written to.": "এই পেনড্রাইভে লেখা যায় না।",
    "Use another.": "অন্যটি নিন।",
    "The passphrase does not match.": "পাসবাক্য মেলেনি।",
    "Check the keyboard language.": "কিবোর্ডের ভাষা দেখে আবার লিখুন।",
    "Set it right.": "সময় ঠিক করুন।",
    "The app is already open.": "অ্যাপটি আগেই খোলা।",
    "Go to that window.": "সেই উইন্ডোতে যান।",
    "This is a picture, not a list.": "এটি ছবি, তালিকা নয়।",
    "Give an XLSX, XLS, ODS or CSV, or write the learners one by one.": (
        "XLSX, XLS, ODS বা CSV দিন, অথবা একজন একজন করে লিখুন।"
    ),
    "This file was changed, so not taken.": "ফাইলটি বদলানো, তাই নেওয়া হয়নি।",
    "Ask for the original.": "মূলটি চেয়ে নিন।",
    "Unknown signature.": "স্বাক্ষরটি এখানে অচেনা।",
    "Load the newer programme file.": "নতুন কর্মসূচি-ফাইল আনুন।",
}


@pytest.mark.parametrize("english", MODELS)
def test_a_model_sentence_is_said_as_it_is_written(english: str) -> None:
    assert say(Message(english), "bn") == MODELS[english]


def test_filled_in_they_are_the_model_sentences_too() -> None:
    twice = Message("Roll {roll} appears twice (rows {rows}). Choose one.", roll="১২", rows="১৪, ৩১")
    assert say(twice, "bn") == "রোল ১২ দুইবার আছে (সারি ১৪, ৩১)। ঠিকটি বেছে নিন।"
    assert say(Message("The clock went back {amount}.", amount="২ ঘণ্টা"), "bn") == "ঘড়ি ২ ঘণ্টা পিছিয়েছে।"


def test_each_stands_in_one_place() -> None:
    said = Counter(
        call.args[0].value
        for _, call in calls_of("Message")
        if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value in MODELS
    )
    assert said == dict.fromkeys(MODELS, 1)
