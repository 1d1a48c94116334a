"""`make bench`: how fast the shop is, as ratios within one run. Figures of two machines, or two moments, do not compare."""
