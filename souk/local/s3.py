"""S3's differences in MiniStack. Runs inside MiniStack's own Python: standard library only.

- CloudFront gets 403 for a file that isn't there, although a policy lets it list the bucket: S3 answers 404 then.
"""

from collections.abc import Callable
from typing import Any

Serve = Callable[..., tuple[Any, ...]]


def missing_files(serve: Serve, s3: Any, evaluator: Any) -> Serve:
    """Serve CloudFront as before, but a file that isn't there with 404 to one that may list the bucket."""

    def serve_origin_fetch(
        bucket: str, key: str, method: str, headers: Any, source_arn: str = "", oai_id: str = ""
    ) -> tuple[Any, ...]:
        response = serve(bucket, key, method, headers, source_arn, oai_id)
        content = s3._ensure_bucket(bucket)
        if response[0] != 403 or content is None or key in content["objects"] or not source_arn:
            return response
        policy = s3._bucket_policies.get_scoped(s3._bucket_owner_account(bucket) or s3.get_account_id(), None, bucket)
        context = evaluator.EvalContext(
            principal_arn="*",
            principal_type="Service",
            principal_account="",
            action="s3:ListBucket",
            resource_arn=f"arn:aws:s3:::{bucket}",
            region=s3.get_region(),
            service_context={"aws:sourcearn": source_arn},
        )
        if not policy:
            return response
        allowed = evaluator.evaluate_resource_policy(policy, context, service="cloudfront.amazonaws.com").decision
        if allowed != "Allow":
            return response
        refusal: tuple[Any, ...] = s3._error("NoSuchKey", "The specified key does not exist.", 404, f"/{bucket}/{key}")
        return refusal

    return serve_origin_fetch


def correct(s3: Any, evaluator: Any) -> None:
    """Make the correction in MiniStack's module."""
    s3.serve_cloudfront_origin_fetch = missing_files(s3.serve_cloudfront_origin_fetch, s3, evaluator)
