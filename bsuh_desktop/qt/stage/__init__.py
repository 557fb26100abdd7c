"""What the class sees on the projector: the painted slides."""
