"""Dated parameters, rules as data, and the calculators that notes use; pure but for reading shipped files."""
