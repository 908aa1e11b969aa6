"""`souk dev`: run saved code within two seconds, in the functions that it affects."""
