// Draws the diagrams of a page, in the colours that the reader sees.
const dark = document.body.dataset.theme === "dark" ||
  (document.body.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
mermaid.initialize({ startOnLoad: false, theme: dark ? "dark" : "neutral", securityLevel: "loose", sequence: { useMaxWidth: false } });
mermaid.run();
