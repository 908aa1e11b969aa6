"""An OpenAPI contract as API Gateway imports it: the same operations, each with its authorizer and its function.

A route that is not in the contract does not exist. Models are validated by the service, whose errors are more precise;
errors of the gateway itself are problem details, too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chassis.core import errors
from chassis.core.errors import CONTENT_TYPE, Problem
from chassis.web.app import Api
from chassis.web.auth import SCOPE
from chassis.web.cors import EXPOSED
from chassis.web.deprecation import DeprecationHeaders
from souk.cloud.naming import id_prefix
from souk.cloud.versions import ALIAS
from souk.contracts.preflight import preflight

Schema = dict[str, Any]
SECURITY = {"token": [SCOPE], "sigv4": []}
USER_POOL = {"Fn::GetAtt": ["UserPool", "Arn"]}
PUBLISHED_POOL = {"Fn::Sub": "{{resolve:ssm:/souk/${Environment}/core/UserPoolArn}}"}
# The page at /docs and its assets: served by a function of their own, and not part of the contract.
DOCS = {"/docs": [], "/docs/{asset}": ["asset"], "/openapi.json": []}
# The page's origin, from a header that only a page of an allowed origin may send: a gateway response can't compare.
PAGE = "method.request.header.x-origin"
REFUSALS: dict[str, type[Problem]] = {
    "UNAUTHORIZED": errors.Unauthenticated,
    "ACCESS_DENIED": errors.Forbidden,
    "EXPIRED_TOKEN": errors.Forbidden,  # of a signed request; an expired access token is UNAUTHORIZED
    "INVALID_SIGNATURE": errors.Forbidden,
    "MISSING_AUTHENTICATION_TOKEN": errors.NotFound,  # the gateway's response where there is no route
    "REQUEST_TOO_LARGE": errors.TooLarge,
    "UNSUPPORTED_MEDIA_TYPE": errors.UnsupportedMedia,
    "THROTTLED": errors.TooManyRequests,
    "QUOTA_EXCEEDED": errors.TooManyRequests,
    "INTEGRATION_FAILURE": errors.Unavailable,
    "INTEGRATION_TIMEOUT": errors.Unavailable,
    "DEFAULT_4XX": errors.BadRequest,
    "DEFAULT_5XX": errors.Unexpected,
}


def definition(api: Api, contract: Schema, is_in_core: bool = True) -> Schema:
    """The definition body of the API, for `AWS::Include` in the template of the core or of an application."""
    integration, headers = _integration(function_of(api)), DeprecationHeaders(api.routers).for_all()
    paths = {
        path: {
            **{method: _operation(operation, integration) for method, operation in operations.items()},
            **_preflight(operations),
        }
        for path, operations in contract["paths"].items()
    }
    to_docs = _integration(f"{id_prefix(api.name)}Docs")
    docs = {path: {"get": {**_path_parameters(names), **to_docs}} for path, names in DOCS.items()}
    return {
        "openapi": "3.0.1",
        "info": {"title": contract["info"]["title"], "version": contract["info"]["version"]},
        "paths": {**paths, **docs},
        "components": {"securitySchemes": _schemes(contract, USER_POOL if is_in_core else PUBLISHED_POOL)},
        "x-amazon-apigateway-gateway-responses": {
            name: _refusal(problem, headers) for name, problem in REFUSALS.items()
        },
    }


def function_of(api: Api) -> str:
    """The id of the API's function: `OrdersHttp`, of later versions `OrdersV2Http`."""
    return f"{id_prefix(api.name)}{f'V{api.version}' if api.version > 1 else ''}Http"


def _integration(function: str) -> Schema:
    # `sam local` supports this form, but not the logical id of an alias.
    arn = f"${{{function}.Arn}}:{ALIAS}"
    uri = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/" + arn + "/invocations"
    return {
        "responses": {"default": {"description": "The response of the service."}},
        "x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": {"Fn::Sub": uri}},
    }


def _operation(operation: Schema, integration: Schema) -> Schema:
    requirements = [{scheme: SECURITY[scheme]} for schemes in operation.get("security", []) for scheme in schemes]
    security = {"security": requirements} if requirements else {}
    return {"operationId": operation["operationId"], **_path_parameters(_names(operation)), **security, **integration}


def _preflight(operations: Schema) -> Schema:
    """OPTIONS, unless all operations of the path are for services, which are no pages."""
    methods = [method for method, operation in operations.items() if {"sigv4": []} not in operation.get("security", [])]
    return {"options": {**_path_parameters(_names(operations[methods[0]])), **preflight(methods)}} if methods else {}


def _names(operation: Schema) -> list[str]:
    return [parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "path"]


def _path_parameters(names: list[str]) -> Schema:
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    return {"parameters": parameters} if parameters else {}


def _schemes(contract: Schema, user_pool: Schema) -> Schema:
    schemes = {
        "token": {
            "type": "apiKey",
            "name": "Authorization",
            "in": "header",
            "x-amazon-apigateway-authtype": "cognito_user_pools",
            "x-amazon-apigateway-authorizer": {
                "type": "cognito_user_pools",
                "providerARNs": [user_pool],
            },
        },
        "sigv4": {
            "type": "apiKey",
            "name": "Authorization",
            "in": "header",
            "x-amazon-apigateway-authtype": "awsSigv4",
        },
    }
    return {name: schemes[name] for name in contract["components"].get("securitySchemes", {})}


def _refusal(problem: type[Problem], headers: Mapping[str, str]) -> Schema:
    """A gateway response (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.gatewayResponse.html)."""
    response = problem()
    headers = {"Content-Type": CONTENT_TYPE, **response.headers(), **headers, "Access-Control-Expose-Headers": EXPOSED}
    sources = {name: f"'{value}'" for name, value in headers.items()} | {"Access-Control-Allow-Origin": PAGE}
    return {
        "statusCode": response.status,
        "responseParameters": {f"gatewayresponse.header.{name}": source for name, source in sources.items()},
        "responseTemplates": {"application/json": json.dumps(response.body())},
    }
