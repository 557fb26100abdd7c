"""Module packs: read a lesson from its folder or archive, and check it before a class sees it."""
