"""Workbooks that several people keep on a server."""
