"""The door, the first run, and This laptop: keys, passphrases, backups."""
