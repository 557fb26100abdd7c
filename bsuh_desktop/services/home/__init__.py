"""Home: what a facilitator finds after unlocking, and whether the laptop is ready."""
