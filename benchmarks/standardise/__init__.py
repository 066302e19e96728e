"""Standardisation against the cases and beside the libraries of other projects.

python -m benchmarks.standardise --data ../shared/data/standardise
python -m benchmarks.standardise --speed
"""
