"""What stands on the recovery sheet beside the words, in both languages."""

from __future__ import annotations

from bsuh_desktop.domain.local_text import LocalText

TITLE = LocalText("মূল চাবির শিট", "Root key recovery sheet")
SECRET = LocalText("গোপনীয়", "Secret")
PROGRAMME = LocalText("কর্মসূচি", "Programme")
ROOT = LocalText("মূল চাবি", "Root key")
MADE = LocalText("তৈরির তারিখ", "Made on")

WHAT = (
    LocalText(
        "এই ২৪টি শব্দ থেকে কর্মসূচির মূল চাবি আবার তৈরি করা যায়। শব্দের ক্রম বদলাবেন না।",
        "The programme's root key can be made again from these 24 words, in this order.",
    ),
    LocalText(
        "যাঁর কাছে শব্দগুলো আছে, তিনি কর্মসূচির নামে স্বাক্ষর করতে পারেন, সিল করা সব ফাইল খুলতে পারেন।",
        "Whoever has them can sign as the programme and open every file that is sealed in it.",
    ),
    LocalText(
        "শিটটি বন্ধ খামে, তালা দেওয়া জায়গায় রাখুন। হাতে লেখা আরেকটি কপি অন্য ভবনে রাখুন।",
        "Keep it in a closed envelope under lock, and a copy by hand in another building.",
    ),
    LocalText(
        "ছবি তুলবেন না। ফোনে বা কম্পিউটারে লিখে রাখবেন না। ছাপানোর পর ফাইলটি মুছে ফেলুন।",
        "Take no photo of it, and keep it on no phone or computer. Delete the file once it is printed.",
    ),
)
BACK = LocalText("চাবি ফিরিয়ে আনতে", "To bring the key back")
COMMAND = "bsuh programme recover PROGRAMME.json --words-file WORDS.txt"
COPY = LocalText(
    "প্রতিটি শব্দ পাশের লাইনে হাতে লিখুন, তারপর মিলিয়ে নিন।",
    "Copy each word by hand onto the line beside it, and compare.",
)
COPIED = (
    LocalText("কপি করেছেন", "Copied by"),
    LocalText("তারিখ", "Date"),
    LocalText("কোথায় রাখা আছে", "Kept at"),
)
