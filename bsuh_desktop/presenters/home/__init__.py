"""What Home shows and does, without Qt."""
