"""The ports implemented by DynamoDB."""
