"""The language server: seeds as they are in an editor's buffers.

`workspace` knows which files are open and what holds for them, and `features` answers what an
editor asks about one; neither has heard of the protocol. `server` speaks it, with pygls.
"""
