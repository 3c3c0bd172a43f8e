"""The review application: a clerk's screens over the desk."""
