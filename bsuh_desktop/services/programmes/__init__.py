"""The programme: made from the office's settings and place lists, shown, joined, brought up to date, recovered."""
