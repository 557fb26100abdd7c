"""What the class sees on the projector: slides, painted."""
