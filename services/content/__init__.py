"""Content: files for members, which CloudFront opens where this service signed."""
