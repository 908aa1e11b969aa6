/** What `souk up` and a deployment leave behind for clients: where an environment's APIs are, and who signs people in. */

import { NotConfigured } from "./errors.ts";
import type { Contract } from "./generated/apis.ts";

export interface Environment {
  readonly name: string;
  readonly baseUrls: Partial<Record<Contract, string>>;
  readonly region: string;
  /** Where AWS's own APIs answer, if not at AWS. */
  readonly endpointUrl: string | undefined;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

interface Described {
  env: string;
  region: string;
  endpoint_url: string | null;
  apis: Partial<Record<Contract, string>>;
  user_pool_id: string;
  user_pool_client_id: string;
}

/** The environment `name`: from `$SOUK_ENVIRONMENTS`, the nearest `.souk/environments` upward, or one's own `.config`. */
export function readEnvironment(wanted?: string): Environment {
  // Asked for here and not imported: a bundler for browsers must not find files in this package.
  const node = globalThis.process?.getBuiltinModule;
  if (!node) {
    throw new NotConfigured("fromEnv reads a file, which only Node can: pass baseUrls to `new Souk` instead");
  }
  const name = wanted ?? process.env["SOUK_ENV"] ?? "dev";
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    throw new NotConfigured(`${JSON.stringify(name)} is no name of an environment`);
  }
  const { existsSync, readFileSync } = node("node:fs");
  const { join } = node("node:path");
  const folders = places(node);
  const file = folders.map((folder) => join(folder, `${name}.json`)).find((path) => existsSync(path));
  if (!file) {
    throw new NotConfigured(`environment \`${name}\` is described in none of ${folders.join(", ")}: is it up? (\`souk up --env ${name}\`)`);
  }
  return environment(readFileSync(file, "utf8"), file);
}

function places(node: typeof process.getBuiltinModule): string[] {
  const { dirname, join } = node("node:path");
  const { homedir } = node("node:os");
  const upward = [process.cwd()];
  for (let folder = process.cwd(); folder !== dirname(folder); folder = dirname(folder)) {
    upward.push(dirname(folder));
  }
  const named = process.env["SOUK_ENVIRONMENTS"];
  return [
    ...(named ? [named] : []),
    ...upward.map((folder) => join(folder, ".souk", "environments")),
    join(homedir(), ".config", "souk", "environments"),
  ];
}

function environment(text: string, file: string): Environment {
  try {
    const said = JSON.parse(text) as Described;
    return {
      name: said.env,
      baseUrls: { ...said.apis },
      region: said.region,
      endpointUrl: said.endpoint_url ?? undefined,
      userPoolId: said.user_pool_id,
      userPoolClientId: said.user_pool_client_id,
    };
  } catch (cause) {
    throw new NotConfigured(`${file} doesn't describe an environment: write it anew with \`souk up\``, { cause });
  }
}
