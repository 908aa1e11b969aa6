"""CloudFront's rules, each a function without input and output of its own."""
