"""The dialog that prints lesson kits."""
