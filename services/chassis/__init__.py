"""The frame every service bolts onto: it knows AWS and HTTP, never the business."""
