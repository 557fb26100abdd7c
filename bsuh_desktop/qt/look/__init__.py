"""How windows look: colours, stylesheet, fonts, and the desk's language."""
