"""`sam build`, zips, `sam deploy`."""
