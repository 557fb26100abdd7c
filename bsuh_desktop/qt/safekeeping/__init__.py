"""The door, the first run, this laptop: keys, passphrases, backups."""
