"""Whole lives of classes at random: real laptops and a real office, and beside them a model of what must hold."""
