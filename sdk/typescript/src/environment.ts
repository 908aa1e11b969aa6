/** Where an environment is: written by `souk up` and `souk outputs`, found by name. */

import { NotConfigured } from "./errors.ts";
import type { Contract } from "./generated/apis.ts";

export interface Environment {
  readonly baseUrls: Partial<Record<Contract, string>>;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Where AWS's own APIs answer, if not at AWS. */
  readonly endpointUrl: string | undefined;
  /** Where files for members are fetched from, if not at CloudFront. */
  readonly contentFiles: string | undefined;
}

type Node = typeof process.getBuiltinModule;

/** The environment of this name (`dev`, or `dev@aws`); without one, what SOUK_ENV names, or `dev`. */
export function findEnvironment(wanted?: string): Environment {
  // Asked for here and not imported: a bundler for browsers must not find files in this package.
  const node: Node | undefined = globalThis.process?.getBuiltinModule;
  if (!node) {
    throw new NotConfigured("fromEnv reads a file, which only Node can: pass baseUrls to `new Souk` instead");
  }
  const name = wanted ?? process.env["SOUK_ENV"] ?? "dev";
  const { existsSync, readFileSync, readdirSync } = node("node:fs");
  const { join } = node("node:path");
  const folders = foldersOf(node).filter((folder) => existsSync(folder));
  const known = folders.flatMap((folder) =>
    readdirSync(folder).filter((file) => file.endsWith(".json")).map((file) => ({ name: file.slice(0, -5), path: join(folder, file) })),
  );
  const found = known.find((each) => each.name === name);
  if (!found) {
    const names = [...new Set(known.map((each) => each.name))].sort().join(", ");
    const [plain] = name.split("@");
    throw new NotConfigured(
      `no environment \`${name}\`: there is ${names || "none"}; \`souk up --env ${plain}\` makes it here, ` +
        `\`souk outputs --env ${plain} --aws\` finds \`${plain}@aws\``,
    );
  }
  return read(readFileSync(found.path, "utf8"), found.path);
}

/** Where descriptions may be, first come first served. */
function foldersOf(node: Node): string[] {
  const { dirname, join } = node("node:path");
  const named = process.env["SOUK_ENVIRONMENTS"];
  const upward = [];
  for (let folder = process.cwd(), below = ""; folder !== below; below = folder, folder = dirname(folder)) {
    upward.push(join(folder, ".souk", "environments"));
  }
  return [...(named ? [named] : []), ...upward, join(node("node:os").homedir(), ".config", "souk", "environments")];
}

/** Where there is an edge: the only address of it that every machine resolves. */
function atEdge(outputs: Readonly<Record<string, string>> = {}): string | undefined {
  return Object.entries(outputs).find(([name]) => name.endsWith(".path_url"))?.[1];
}

function read(text: string, path: string): Environment {
  try {
    const told = JSON.parse(text);
    const { apis, user_pool_id: userPoolId, user_pool_client_id: userPoolClientId, endpoint_url: endpointUrl } = told;
    if (typeof apis === "object" && typeof userPoolId === "string" && typeof userPoolClientId === "string") {
      const contentFiles = atEdge(told.applications?.content);
      return { baseUrls: { ...apis }, userPoolId, userPoolClientId, endpointUrl: endpointUrl ?? undefined, contentFiles };
    }
  } catch {
    // Told below, as for whatever else it may be.
  }
  throw new NotConfigured(`${path} doesn't describe an environment; \`souk outputs\` writes it anew`);
}
