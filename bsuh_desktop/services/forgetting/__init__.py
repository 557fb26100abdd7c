"""Forgetting: consent that is withdrawn, names whose time is over, and older copies that must forget them, too."""
