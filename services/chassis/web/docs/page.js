/** Swagger UI over the contract beside this page. */

const KEY = "Idempotency-Key";

/** Light or dark, as the reader's system is. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

/** Swagger UI leaves the lists of examples without a name. */
new MutationObserver(() => {
  for (const list of document.querySelectorAll("select.examples-select-element:not([aria-label])")) {
    list.setAttribute("aria-label", "Example");
  }
}).observe(document.body, { childList: true, subtree: true });

/** A version 4 UUID. `crypto.randomUUID` is only there on HTTPS and localhost. */
function newKey() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
}

/** The key that the contract shows, which is in the field when somebody tries an operation out. */
function shownKey(ui) {
  const contract = ui.specSelectors.specJson().toJS();
  const operations = Object.values(contract.paths ?? {}).flatMap((methods) => Object.values(methods));
  return operations.flatMap(({ parameters = [] }) => parameters).find(({ name }) => name === KEY)?.example;
}

const ui = SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: true,
  presets: [SwaggerUIBundle.presets.apis],
  requestInterceptor: (request) => {
    // A key that was typed in stays: with it a request is repeated.
    if (request.headers?.[KEY] && request.headers[KEY] === shownKey(ui)) {
      request.headers[KEY] = newKey();
    }
    return request;
  },
  showCommonExtensions: true,
  showExtensions: true,
  validatorUrl: null, // it would be swagger.io, which is nobody of ours
});
