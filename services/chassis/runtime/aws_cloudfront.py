"""CloudFront's protocol for `aws_client.py`: REST with XML. It offers `create_invalidation`."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from chassis.runtime.aws_encoding import Encoded, Params, parse_xml

VERSION = "2020-05-31"


class RestDistributions:
    """CloudFront's operations on one distribution."""

    def encode(self, operation: str, params: Params) -> Encoded:
        if operation != "CreateInvalidation":
            raise AttributeError(f"{operation} is not offered")
        batch = params["InvalidationBatch"]
        paths = batch["Paths"]["Items"]
        body = (
            f'<InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/{VERSION}/">'
            f"<Paths><Quantity>{len(paths)}</Quantity>"
            f"<Items>{''.join(f'<Path>{escape(path, quote=False)}</Path>' for path in paths)}</Items></Paths>"
            f"<CallerReference>{escape(batch['CallerReference'], quote=False)}</CallerReference></InvalidationBatch>"
        )
        path = f"/{VERSION}/distribution/{quote(params['DistributionId'])}/invalidation"
        return Encoded(path, {"content-type": "application/xml"}, body.encode())

    def decode(self, body: bytes, headers: Mapping[str, str]) -> Params:
        root = parse_xml(body)
        return {"Invalidation": {"Id": root.findtext("Id", ""), "Status": root.findtext("Status", "")}}

    def decode_error(self, body: bytes, headers: Mapping[str, str]) -> tuple[str, str, Params]:
        try:
            root = parse_xml(body)
        except ValueError:
            return "", "", {}
        return root.findtext("Error/Code", ""), root.findtext("Error/Message", ""), {}
