"""What every screen of the desk has, and where one can go."""
