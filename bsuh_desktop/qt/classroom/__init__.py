"""The screens of one class, one folder a step."""
