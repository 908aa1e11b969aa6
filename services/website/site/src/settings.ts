/** The environment's facts and the catalogue, as they lie in the page. */

export interface Settings {
  readonly env: string;
  /** The path or address before `/SERVICE/vN` of an API. */
  readonly api: string;
  readonly region: string;
  readonly user_pool_id: string;
  readonly user_pool_client_id: string;
  /** The address of the user pool, in environments that are not at AWS. */
  readonly user_pool_endpoint?: string;
  /** The version of the API of memberships, where there are any. */
  readonly premium?: string;
  /** The origin of the files of content for members, where there is any. */
  readonly content?: string;
}

const DEFAULTS: Settings = { env: "", api: "/api", region: "", user_pool_id: "", user_pool_client_id: "" };

export const settings: Settings = { ...DEFAULTS, ...(embedded("souk-settings") as Partial<Settings> | undefined) };

/** The JSON of a `<script type="application/json">` of the page; undefined without one. */
export function embedded(id: string): unknown {
  const text = typeof document === "undefined" ? "" : (document.getElementById(id)?.textContent ?? "");
  try {
    return text.trim() ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
