from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.link import Link
from ...models.make_link import MakeLink
from ...models.problem_details import ProblemDetails
from ...types import Response


def _get_kwargs(
    content_id: str,
    *,
    body: MakeLink,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/content/{content_id}/links".format(
            content_id=quote(str(content_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Link | ProblemDetails | None:
    if response.status_code == 201:
        response_201 = Link.from_dict(response.json())

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

    if response.status_code == 410:
        response_410 = ProblemDetails.from_dict(response.json())

        return response_410

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
) -> Response[Link | ProblemDetails]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    content_id: str,
    *,
    client: AuthenticatedClient,
    body: MakeLink,
) -> Response[Link | ProblemDetails]:
    """Make a link to a file

     For members, and for everybody who is signed in where the content is free. The link opens this file
    alone, for everybody who has it, until it expires, also if the membership ends before. The number of
    links and sessions in a day is limited. Each request makes another link.

    Args:
        content_id (str): The content's id, chosen by staff.
        body (MakeLink): The file of a piece that a link opens.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Link | ProblemDetails]
    """

    kwargs = _get_kwargs(
        content_id=content_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    content_id: str,
    *,
    client: AuthenticatedClient,
    body: MakeLink,
) -> Link | ProblemDetails | None:
    """Make a link to a file

     For members, and for everybody who is signed in where the content is free. The link opens this file
    alone, for everybody who has it, until it expires, also if the membership ends before. The number of
    links and sessions in a day is limited. Each request makes another link.

    Args:
        content_id (str): The content's id, chosen by staff.
        body (MakeLink): The file of a piece that a link opens.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Link | ProblemDetails
    """

    return sync_detailed(
        content_id=content_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    content_id: str,
    *,
    client: AuthenticatedClient,
    body: MakeLink,
) -> Response[Link | ProblemDetails]:
    """Make a link to a file

     For members, and for everybody who is signed in where the content is free. The link opens this file
    alone, for everybody who has it, until it expires, also if the membership ends before. The number of
    links and sessions in a day is limited. Each request makes another link.

    Args:
        content_id (str): The content's id, chosen by staff.
        body (MakeLink): The file of a piece that a link opens.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Link | ProblemDetails]
    """

    kwargs = _get_kwargs(
        content_id=content_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    content_id: str,
    *,
    client: AuthenticatedClient,
    body: MakeLink,
) -> Link | ProblemDetails | None:
    """Make a link to a file

     For members, and for everybody who is signed in where the content is free. The link opens this file
    alone, for everybody who has it, until it expires, also if the membership ends before. The number of
    links and sessions in a day is limited. Each request makes another link.

    Args:
        content_id (str): The content's id, chosen by staff.
        body (MakeLink): The file of a piece that a link opens.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Link | ProblemDetails
    """

    return (
        await asyncio_detailed(
            content_id=content_id,
            client=client,
            body=body,
        )
    ).parsed
