"""The hosted website: the shop's pages behind CloudFront, its newsletter, its pictures and its catalogue."""
