"""How many mistakes seedlint finds, and how many it makes up: one defect at a time."""
