// @ts-check
/**
 * Passing on what is shown: a link, code that embeds it, a file, a sheet of paper.
 */

/** The address of what is shown. @param {Explorer} app @param {boolean} isEmbedded */
function shareLink(app, isEmbedded) {
  const page = location.href.replace(/[?#].*$/, "");
  return `${page}${isEmbedded ? "?embed" : ""}${app.address()}`;
}

/** @param {Explorer} app */
function embedCode(app) {
  const title = escapeXml(`${app.title()}: ${longDay(app.world, app.sight.day)}`);
  return `<iframe src="${escapeXml(shareLink(app, true))}" title="${title}" width="100%" height="560" `
    + 'style="border:1px solid #ccc" loading="lazy" sandbox="allow-scripts allow-popups allow-downloads"></iframe>';
}

/**
 * Copy a text; where the browser forbids it, show it to be copied by hand.
 * @param {Explorer} app @param {string} text @param {HTMLTextAreaElement} field
 */
async function copyText(app, text, field) {
  field.value = text;
  field.hidden = false;
  field.select();
  try {
    await navigator.clipboard.writeText(text);
    app.say(app.world.words.x.copied);
  } catch {
    const isDone = document.execCommand("copy");
    app.say(isDone ? app.world.words.x.copied : app.world.words.x.copy_by_hand);
  }
}

class ShareMenu {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    const words = app.world.words.x;
    this.field = /** @type {HTMLTextAreaElement} */ (make("textarea", { readonly: true, rows: 3, hidden: true, "aria-label": words.to_copy, dir: "ltr" }));
    const action = (/** @type {string} */ id, /** @type {string} */ label, /** @type {() => void} */ act) => {
      const button = make("button", { type: "button", id }, label);
      button.addEventListener("click", act);
      return button;
    };
    this.node = make("details", { class: "x-share" }, make("summary", {}, words.share),
      make("div", { class: "x-menu" },
        action("x-copy-link", words.copy_link, () => copyText(app, shareLink(app, false), this.field)),
        action("x-copy-embed", words.copy_embed, () => copyText(app, embedCode(app), this.field)),
        this.field,
        make("p", { class: "soft" }, words.save_as),
        make("div", { class: "x-formats" }, ...["png", "svg", "csv", "geojson"].map((format) =>
          action(`x-save-${format}`, format === "geojson" ? "GeoJSON" : format.toUpperCase(), () => saveAs(app, format)))),
        action("x-print", words.print, () => window.print())));
    document.addEventListener("click", (event) => {
      if (event.isTrusted && !this.node.contains(/** @type {Node} */ (event.target))) this.node.removeAttribute("open");
    });
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.node.removeAttribute("open");
      this.node.querySelector("summary")?.focus();
    });
  }
}
