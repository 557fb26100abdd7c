"""Windows and pictures on the screen: the only folder that knows Qt."""
