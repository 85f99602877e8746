"""The documentation site, and what writes the generated parts of its pages."""
