"""The entrance of the application: who may pass to which address, signing in and out, and locked screens.

Everything the application serves goes through ``gate``; its own pages are plain HTML without scripts, so that they work with
the keyboard alone and leave nothing for a stranger's script to do. A route finds the session in ``scope[SESSION]``.
"""

COOKIE = "sohoa_session"
"""Name of the cookie that holds a session's token."""

SESSION = "sohoa.session"
"""Key of an ASGI scope under which a route finds the ``pipeline.staff.Session`` that the gate let through."""
