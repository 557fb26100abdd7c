"""The page of figures: numbers, the tile map, the trend and one table of everything."""
