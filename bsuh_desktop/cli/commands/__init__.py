"""Commands, a module for each group; each is loaded only when it is used."""
