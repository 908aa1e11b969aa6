"""Plain types: events, errors, identity, money, pagination. They import no other folder."""
