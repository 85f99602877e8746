"""Inputs put together of the parts that people put theirs together of, often not as they should."""
