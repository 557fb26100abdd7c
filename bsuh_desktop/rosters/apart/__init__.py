"""Lists are read in a process of their own: a broken file takes down only that, and what it held is gone with it."""
