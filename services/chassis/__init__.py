"""The microservice chassis: what all services share. It knows AWS and HTTP, never the business."""

import gc

# Imports allocate much and free little: with Python's default of 700 the collector runs hundreds of times during a cold
# start, and finds nothing. Each handler imports the chassis first.
gc.set_threshold(50_000, 20, 20)
