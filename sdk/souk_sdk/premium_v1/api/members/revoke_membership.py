from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem_details import ProblemDetails
from ...models.revocation import Revocation
from ...models.revoke_membership import RevokeMembership
from ...types import Response


def _get_kwargs(
    customer_id: str,
    *,
    body: RevokeMembership,
    idempotency_key: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/members/{customer_id}/revocations".format(
            customer_id=quote(str(customer_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ProblemDetails | Revocation | None:
    if response.status_code == 201:
        response_201 = Revocation.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        response_400 = ProblemDetails.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ProblemDetails.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ProblemDetails.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ProblemDetails.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = ProblemDetails.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = ProblemDetails.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = ProblemDetails.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = ProblemDetails.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = ProblemDetails.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = ProblemDetails.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = ProblemDetails.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ProblemDetails | Revocation]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    customer_id: str,
    *,
    client: AuthenticatedClient,
    body: RevokeMembership,
    idempotency_key: str,
) -> Response[ProblemDetails | Revocation]:
    """Revoke a membership

     For staff. It ends at once: orders and grants before now give nothing more, later ones begin a new
    membership. Refused if the customer is no member.

    Args:
        customer_id (str): The customer's `sub`.
        idempotency_key (str): A random value (such as a UUID) for each resource to create; repeat
            it to retry the request. With or without double quotes.
        body (RevokeMembership): The end of a membership, by staff.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemDetails | Revocation]
    """

    kwargs = _get_kwargs(
        customer_id=customer_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    customer_id: str,
    *,
    client: AuthenticatedClient,
    body: RevokeMembership,
    idempotency_key: str,
) -> ProblemDetails | Revocation | None:
    """Revoke a membership

     For staff. It ends at once: orders and grants before now give nothing more, later ones begin a new
    membership. Refused if the customer is no member.

    Args:
        customer_id (str): The customer's `sub`.
        idempotency_key (str): A random value (such as a UUID) for each resource to create; repeat
            it to retry the request. With or without double quotes.
        body (RevokeMembership): The end of a membership, by staff.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemDetails | Revocation
    """

    return sync_detailed(
        customer_id=customer_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    customer_id: str,
    *,
    client: AuthenticatedClient,
    body: RevokeMembership,
    idempotency_key: str,
) -> Response[ProblemDetails | Revocation]:
    """Revoke a membership

     For staff. It ends at once: orders and grants before now give nothing more, later ones begin a new
    membership. Refused if the customer is no member.

    Args:
        customer_id (str): The customer's `sub`.
        idempotency_key (str): A random value (such as a UUID) for each resource to create; repeat
            it to retry the request. With or without double quotes.
        body (RevokeMembership): The end of a membership, by staff.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemDetails | Revocation]
    """

    kwargs = _get_kwargs(
        customer_id=customer_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    customer_id: str,
    *,
    client: AuthenticatedClient,
    body: RevokeMembership,
    idempotency_key: str,
) -> ProblemDetails | Revocation | None:
    """Revoke a membership

     For staff. It ends at once: orders and grants before now give nothing more, later ones begin a new
    membership. Refused if the customer is no member.

    Args:
        customer_id (str): The customer's `sub`.
        idempotency_key (str): A random value (such as a UUID) for each resource to create; repeat
            it to retry the request. With or without double quotes.
        body (RevokeMembership): The end of a membership, by staff.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemDetails | Revocation
    """

    return (
        await asyncio_detailed(
            customer_id=customer_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
