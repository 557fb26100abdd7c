"""Deletes names whose retention time is over, and names and answers of learners who withdrew consent."""
