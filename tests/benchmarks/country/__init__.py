"""A synthetic country: sealed attendance files of a whole programme's year, seeded, with the truth about them apart."""
