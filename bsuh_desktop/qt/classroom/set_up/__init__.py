"""Set up: module, class, colleagues, how learners answer."""
