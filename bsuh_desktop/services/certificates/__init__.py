"""Certificates of finished classes: who earned one, under which serial, which are due, and the paper they stand on."""
