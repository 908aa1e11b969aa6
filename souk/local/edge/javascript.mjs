// Runs CloudFront functions for the edge: a line of JSON with code and event comes in, one with the result goes out.

import { createInterface } from "node:readline";
import vm from "node:vm";

const LIMIT_MS = 200;
const CALL = `
;(async () => JSON.stringify(await handler(JSON.parse(input))))().then(
  (text) => { output = text === undefined ? "null" : text; },
  (error) => { failure = String(error); },
);`;
const SETUP = `
const logged = [];
const console = { log: (...words) => { logged.push(words.map(String).join(" ")); } };
console.error = console.warn = console.info = console.debug = console.log;
`;

const scripts = new Map();

function scriptOf(code) {
  if (!scripts.has(code)) scripts.set(code, new vm.Script(SETUP + code + CALL, { lineOffset: -SETUP.split("\n").length }));
  return scripts.get(code);
}

/** The result of a function. Each call has globals of its own, and nothing of this process. */
function run({ code, event }) {
  const context = vm.createContext(
    { input: JSON.stringify(event), output: undefined, failure: undefined },
    { codeGeneration: { strings: false, wasm: false }, microtaskMode: "afterEvaluate" },
  );
  scriptOf(code).runInContext(context, { timeout: LIMIT_MS });
  if (context.failure !== undefined) return { failure: context.failure };
  if (context.output === undefined) return { failure: "it never returned" };
  return { result: JSON.parse(context.output), logged: vm.runInContext("logged", context).map(String) };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = run(JSON.parse(line));
  } catch (error) {
    answer = { failure: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
