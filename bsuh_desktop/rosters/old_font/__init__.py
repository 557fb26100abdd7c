"""Recognises names typed in an old font, whose Latin characters look like Bangla, and converts them."""
