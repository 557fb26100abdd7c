"""Automatic checks of a lesson's quality: one small function for each rule, in modules by topic."""
