"""What stands before the desk: the parts and pages of the door and of the first run."""
