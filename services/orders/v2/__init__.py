"""The orders API, version 2: amounts as people write them, lists that say where they go on."""
