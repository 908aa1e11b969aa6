"""The microservice chassis: what all services share. It knows AWS and HTTP, never the business."""
