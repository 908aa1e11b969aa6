// Validates AsyncAPI documents against the specification and its recommended rules; prints a line for each error.
import { Parser, fromFile } from "@asyncapi/parser";

// Not the latest version on purpose: tools support 3.0.0, and 3.1.0 adds nothing that is used here.
const ACCEPTED = new Set(["asyncapi-latest-version"]);

for (const file of process.argv.slice(2)) {
  const { diagnostics } = await fromFile(new Parser(), file).parse();
  for (const { code, message, path, range } of diagnostics.filter(({ code }) => !ACCEPTED.has(code))) {
    console.error(`${file}:${range.start.line + 1} ${path.join(".")}: ${message} (${code})`);
    process.exitCode = 1;
  }
}
