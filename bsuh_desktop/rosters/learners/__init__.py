"""From the rows below the headings to learners: which rows contain one, of which class, typed in which font."""
