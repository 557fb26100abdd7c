"""The pages of the desk window, one form of `ui/` each."""
