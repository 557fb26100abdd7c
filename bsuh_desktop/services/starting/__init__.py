"""Starting again: backups that leave the laptop and come back, new keys for copied data, several desks on a laptop."""
