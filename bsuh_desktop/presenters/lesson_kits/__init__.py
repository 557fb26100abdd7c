"""The dialog that prints lesson kits, without Qt."""
