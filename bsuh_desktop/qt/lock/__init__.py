"""The desk left alone: what covers it while a class goes on, and what opens it again."""
