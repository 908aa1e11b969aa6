"""The content types that the edge compresses. Guide: ServingCompressedFiles.html, "File types that it compresses"."""

APPLICATION = [
    *["dash+xml", "eot", "font", "font-sfnt", "javascript", "json", "opentype", "otf", "pdf", "pkcs7-mime", "protobuf"],
    *["rss+xml", "truetype", "ttf", "vnd.apple.mpegurl", "vnd.mapbox-vector-tile", "vnd.ms-fontobject", "wasm"],
    *["xhtml+xml", "xml", "x-font-opentype", "x-font-truetype", "x-font-ttf", "x-httpd-cgi", "x-javascript"],
    *["x-mpegurl", "x-opentype", "x-otf", "x-perl", "x-ttf"],
]
FONT = ["eot", "opentype", "otf", "ttf"]
TEXT = [
    *["css", "csv", "html", "javascript", "js", "plain", "richtext", "tab-separated-values", "xml"],
    *["x-component", "x-java-source", "x-script"],
]
GROUPS = {"application": APPLICATION, "font": FONT, "text": TEXT, "image": ["svg+xml"]}
TYPES = frozenset(f"{group}/{name}" for group, names in GROUPS.items() for name in names) | {"vnd.apple.mpegurl"}
