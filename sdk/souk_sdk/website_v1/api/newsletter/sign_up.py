from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem_details import ProblemDetails
from ...models.sign_up import SignUp
from ...models.signed_up import SignedUp
from ...types import Response


def _get_kwargs(
    *,
    body: SignUp,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/subscribers",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ProblemDetails | SignedUp | None:
    if response.status_code == 202:
        response_202 = SignedUp.from_dict(response.json())

        return response_202

    if response.status_code == 400:
        response_400 = ProblemDetails.from_dict(response.json())

        return response_400

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
) -> Response[ProblemDetails | SignedUp]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SignUp,
) -> Response[ProblemDetails | SignedUp]:
    """Sign up for the newsletter

     For everyone. The address gets a mail with a link to confirm, unless it is subscribed already; the
    answer is the same. A repeated sign-up has no further effect, but for another mail if the last one
    is ten minutes old. The number of sign-ups an hour is limited, by address and by caller.

    Args:
        body (SignUp): A sign-up for the newsletter.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemDetails | SignedUp]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: SignUp,
) -> ProblemDetails | SignedUp | None:
    """Sign up for the newsletter

     For everyone. The address gets a mail with a link to confirm, unless it is subscribed already; the
    answer is the same. A repeated sign-up has no further effect, but for another mail if the last one
    is ten minutes old. The number of sign-ups an hour is limited, by address and by caller.

    Args:
        body (SignUp): A sign-up for the newsletter.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemDetails | SignedUp
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SignUp,
) -> Response[ProblemDetails | SignedUp]:
    """Sign up for the newsletter

     For everyone. The address gets a mail with a link to confirm, unless it is subscribed already; the
    answer is the same. A repeated sign-up has no further effect, but for another mail if the last one
    is ten minutes old. The number of sign-ups an hour is limited, by address and by caller.

    Args:
        body (SignUp): A sign-up for the newsletter.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemDetails | SignedUp]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: SignUp,
) -> ProblemDetails | SignedUp | None:
    """Sign up for the newsletter

     For everyone. The address gets a mail with a link to confirm, unless it is subscribed already; the
    answer is the same. A repeated sign-up has no further effect, but for another mail if the last one
    is ten minutes old. The number of sign-ups an hour is limited, by address and by caller.

    Args:
        body (SignUp): A sign-up for the newsletter.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemDetails | SignedUp
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
