"""Names typed in an old font, in which Latin signs look like Bangla: recognised, and read as Bangla."""
