"""The screens of a class, one folder per step."""
