"""Makes and removes the keys that sign links: the function of a custom resource of the stack."""

import os
from typing import Any

from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from content.actions.keys import KeyRequest, keep, make, remove
from content.adapters.custom_resource import Answer, answered, put
from content.adapters.keys import SecretVault
from content.domain.keys import Slot
from content.settings import KeysSettings

settings = KeysSettings.load(os.environ)
vault = SecretVault(init_runtime(settings).client("secretsmanager"), settings.environment)


def change(event: dict[str, Any]) -> Answer:
    """Do what a request asks for; its answer has the public key as an attribute."""
    properties, resource = event["ResourceProperties"], event.get("PhysicalResourceId", "")
    slot = Slot(settings.environment, properties["Slot"], properties["Serial"])
    request = KeyRequest(slot, properties["KeyType"], event["RequestId"])
    if event["RequestType"] == "Delete":
        remove(slot, resource, vault)
        return Answer(resource, {})
    public = make(request, vault) if event["RequestType"] == "Create" else keep(request, resource, vault)
    return Answer(slot.resource, {"PublicKey": public})


handler = invocation(answered(change, put))
