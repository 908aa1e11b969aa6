"""The rules of the website's subjects, a module each."""
