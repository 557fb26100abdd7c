"""The windows that stand on the laptop's screen."""
