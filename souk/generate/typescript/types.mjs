/** The types of a contract, by openapi-typescript. An open enum is its known values, which editors offer, or any text. */

import { pathToFileURL } from "node:url";

import openapiTS, { astToString, COMMENT_HEADER, tsLiteral, tsUnion } from "openapi-typescript";
import ts from "typescript";

const TEXT = ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);
const ANY_OTHER = ts.factory.createIntersectionTypeNode([TEXT, ts.factory.createTypeLiteralNode([])]);

const types = await openapiTS(pathToFileURL(process.argv[2]), {
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  transform: (schema) => {
    const known = schema["x-extensible-enum"];
    return known && tsUnion([...known.map(tsLiteral), ts.factory.createParenthesizedType(ANY_OTHER)]);
  },
});
process.stdout.write(COMMENT_HEADER + astToString(types));
