"""The cards that the steps of a class are put together from: plan, headcount, names, counts, results, papers."""
