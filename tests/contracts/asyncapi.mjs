// Holds AsyncAPI documents to the specification and its recommended rules; says what is wrong, a line each.
import { Parser, fromFile } from "@asyncapi/parser";

// The version is not the latest on purpose: tools read 3.0.0, and 3.1.0 adds nothing that is used here.
const ACCEPTED = new Set(["asyncapi-latest-version"]);

for (const file of process.argv.slice(2)) {
  const { diagnostics } = await fromFile(new Parser(), file).parse();
  for (const { code, message, path, range } of diagnostics.filter(({ code }) => !ACCEPTED.has(code))) {
    console.error(`${file}:${range.start.line + 1} ${path.join(".")}: ${message} (${code})`);
    process.exitCode = 1;
  }
}
