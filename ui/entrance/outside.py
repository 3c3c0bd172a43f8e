"""Signing in at the office's own service, where it has one (OpenID Connect)."""


def second_way() -> tuple[str, str]:
    """Return title and address of the office's own sign-in service, ('', '') if it has none."""
    return "", ""
