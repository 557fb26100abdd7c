"""Certificates of finished classes: who earned one, under which serial, which are due, and how they are printed."""
