"""What an editor asks about a seed, as pure functions over a view of it and an offset in it."""
