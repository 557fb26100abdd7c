"""From the rows below the headings to learners: which rows hold one, of which class, typed in which font."""
