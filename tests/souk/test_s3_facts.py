"""S3's difference in MiniStack: CloudFront and a file that isn't there. If this fails, souk/local/s3.py can go."""

from __future__ import annotations

import json
import subprocess

from souk.base.paths import find_paths

SOURCE = "arn:aws:cloudfront::000000000000:distribution/E1"
PROGRAM = """
import json, sys
sys.path.append(sys.argv[1])
from ministack.core import iam_evaluator
from ministack.services import s3
from souk.local import s3 as ours

source, answers = sys.argv[2], {}
for name, actions in {"lists": ["s3:GetObject", "s3:ListBucket"], "reads": "s3:GetObject"}.items():
    s3._create_bucket(name, b"", {})
    arns = [f"arn:aws:s3:::{name}", f"arn:aws:s3:::{name}/*"]
    statement = {"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": actions,
                 "Resource": arns, "Condition": {"StringEquals": {"AWS:SourceArn": source}}}
    s3._put_bucket_policy(name, json.dumps({"Version": "2012-10-17", "Statement": [statement]}).encode())
    s3._put_object(name, "there", b"x", {})

def statuses():
    cases = [("lists", "there", source), ("lists", "gone", source), ("reads", "gone", source), ("lists", "gone", "no")]
    return [s3.serve_cloudfront_origin_fetch(name, key, "GET", {}, arn)[0] for name, key, arn in cases]

before = statuses()
ours.correct(s3, iam_evaluator)
print(json.dumps([before, statuses()]))
"""


def test_cloudfront_gets_403_for_a_missing_file_and_with_the_correction_404_if_it_may_list_the_bucket() -> None:
    paths = find_paths({})
    command = [str(paths.cloud_python), "-c", PROGRAM, str(paths.root), SOURCE]

    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    before, after = json.loads(output.splitlines()[-1])
    assert before == [200, 403, 403, 403]
    assert after == [200, 404, 403, 403]
