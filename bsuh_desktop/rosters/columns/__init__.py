"""What each column of a list contains, by its heading and by its cells."""
