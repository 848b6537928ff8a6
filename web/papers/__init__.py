"""Papers that leave the house: the hand-out for a person and the anonymous profile for an employer."""
