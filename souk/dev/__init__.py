"""`souk dev`: what is saved runs, within two seconds, in the function it belongs to."""
