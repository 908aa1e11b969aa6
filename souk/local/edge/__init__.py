"""The edge: does for the local cloud's distributions what CloudFront does, by their deployed configuration alone.

Each rule is a function, whose docstring says what Amazon's CloudFront Developer Guide demands, with the page: below
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ .
"""
