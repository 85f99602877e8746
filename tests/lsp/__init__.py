"""The language server, from its buffers to the protocol."""
