"""What stands on the sheet of a recovery code beside the code, in both languages."""

from __future__ import annotations

from bsuh_desktop.domain.local_text import LocalText

TITLE = LocalText("উদ্ধার কোড", "Recovery code")
SECRET = LocalText("গোপনীয়", "Secret")

WHAT = (
    LocalText(
        "পাসবাক্য ভুলে গেলে এই কোড দিয়ে ল্যাপটপের ক্লাসগুলো খোলা যায়।",
        "When the passphrase is forgotten, this code opens the classes on the laptop.",
    ),
    LocalText(
        "যাঁর কাছে কোড আর ল্যাপটপ দুটোই আছে, তিনি শিক্ষার্থীদের নাম দেখতে পারেন। দুটো আলাদা রাখুন।",
        "Whoever has the code and the laptop can read the learners' names. Keep the two apart.",
    ),
    LocalText(
        "কোডটি একবারই চলে। তখন নতুন কোড দেখানো হয়, আর এই কাগজ ছিঁড়ে ফেলা যায়।",
        "It works once. Then a new code is shown, and this paper can be torn up.",
    ),
    LocalText(
        "ছবি তুলবেন না। ফোনে বা কম্পিউটারে লিখে রাখবেন না।",
        "Take no photo of it, and keep it on no phone or computer.",
    ),
)
COPY = LocalText(
    "বাঁ থেকে ডানে, এক সারি করে পড়ুন। পাশের লাইনে হাতে লিখলে আরেকটি কপি হয়।",
    "Read it from left to right, row by row. Written onto the lines by hand it is a copy.",
)
BY_HAND = (
    LocalText("কার ল্যাপটপ", "Whose laptop"),
    LocalText("তারিখ", "Date"),
    LocalText("কোথায় রাখা আছে", "Kept at"),
)
