"""Refusals of the commands, before they do anything: each in a line that says what to do."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws
from securesystemslib.signer import CryptoSigner

from souk.base.errors import SoukError
from tests.fake_environment import FakeEnvironment, stack
from tests.updates.conftest import BUCKET
from updates import commands
from updates.commands import repository
from updates.commands.keys import Keyring
from updates.commands.shelf import Bucket


@pytest.fixture
def environment() -> Iterator[FakeEnvironment]:
    """An environment with the application, whose bucket is empty."""
    with mock_aws():
        keys = {"aws_access_key_id": "a", "aws_secret_access_key": "b", "region_name": "us-east-1"}
        s3 = boto3.client("s3", **keys)
        s3.create_bucket(Bucket=BUCKET)
        stacks = [stack("dev"), stack("dev", application="updates", outputs={"FirmwareBucket": BUCKET})]
        yield FakeEnvironment(stacks=stacks, s3=s3, ssm=boto3.client("ssm", **keys))


@pytest.mark.parametrize("state", [None, "ROLLBACK_COMPLETE"])
def test_an_environment_without_the_application_is_told_how_to_get_it(state: str | None) -> None:
    broken = [stack("dev", state, application="updates")] if state else []

    with pytest.raises(SoukError, match="`dev` has no application `updates`") as refused:
        commands.opened(FakeEnvironment(stacks=[stack("dev"), *broken]))

    assert refused.value.hint == "`souk up --env dev` deploys it"


def test_a_release_before_the_repository_is_made_is_refused(environment: FakeEnvironment) -> None:
    with pytest.raises(SoukError, match="`dev` has no repository of updates yet") as refused:
        commands.opened(environment)

    assert refused.value.hint == "`souk updates init --env dev` makes it"


def test_a_clone_with_data_has_releases_and_no_keys(environment: FakeEnvironment) -> None:
    shelf = Bucket(environment.aws.s3, BUCKET)
    repository.create(shelf, CryptoSigner.generate_ed25519(), Keyring.generate(), repository.utc_now())

    with pytest.raises(SoukError, match="the key /souk/dev/updates/TargetsKey is missing") as refused:
        commands.opened(environment)

    assert "a clone has none" in refused.value.hint


def test_the_root_key_of_an_environment_on_aws_is_never_made_in_a_folder_that_may_be_erased() -> None:
    with pytest.raises(SoukError, match="needs a safe place") as refused:
        commands.init("prod", on_aws=True, root_key=None)

    assert "--root-key FILE" in refused.value.hint
