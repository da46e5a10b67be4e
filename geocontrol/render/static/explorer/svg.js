// @ts-check
/**
 * A drawing context that writes SVG: the drawing code of the map runs on it unchanged.
 *
 * While it draws, `Path2D` is replaced by a path that remembers its commands.
 */

/** @param {number} value */
const brief = (value) => String(Math.round(value * 100) / 100);

/** A path that can be read back. */
class WrittenPath {
  /** @type {string} */
  d = "";

  /** @param {string | WrittenPath} [d] */
  constructor(d) {
    if (d) this.d = typeof d === "string" ? d : d.text();
    /** @type {{path: WrittenPath, matrix: DOMMatrix}[]} */
    this.parts = [];
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) { this.d += `M${x} ${y}`; }

  /** @param {number} x @param {number} y */
  lineTo(x, y) { this.d += `L${x} ${y}`; }

  closePath() { this.d += "Z"; }

  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  rect(x, y, w, h) { this.d += `M${x} ${y}h${w}v${h}h${-w}Z`; }

  /** @param {number} x @param {number} y @param {number} r @param {number} from @param {number} to */
  arc(x, y, r, from, to) {
    const turn = Math.min(to - from, 2 * Math.PI - 1e-3);
    const x0 = x + r * Math.cos(from), y0 = y + r * Math.sin(from);
    const x1 = x + r * Math.cos(from + turn), y1 = y + r * Math.sin(from + turn);
    this.d += `${this.d && !this.d.endsWith("Z") ? "L" : "M"}${x0} ${y0}A${r} ${r} 0 ${turn > Math.PI ? 1 : 0} 1 ${x1} ${y1}`;
    if (to - from >= 2 * Math.PI - 1e-3) this.d += "Z";
  }

  /** @param {WrittenPath} path @param {DOMMatrix} matrix */
  addPath(path, matrix) {
    this.parts.push({ path, matrix });
  }

  /** All commands, moved to where they belong. @returns {string} */
  text() {
    const moved = this.parts.map(({ path, matrix: m }) => path.d.replace(/([ML])(-?[\d.e-]+) (-?[\d.e-]+)/g,
      (_, letter, x, y) => `${letter}${brief(m.a * x + m.e)} ${brief(m.d * y + m.f)}`));
    /** @type {string} */
    const d = this.d;
    const own = d.replace(/-?\d*\.\d{3,}(?:e-?\d+)?/g, (number) => brief(Number(number)));
    return own + moved.join("");
  }
}

/** A drawing context whose strokes are elements of an SVG. */
class SvgContext {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    /** @type {string[]} */
    this.parts = [];
    this.measure = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    this.path = new WrittenPath();
    this.matrix = [1, 0, 0, 1, 0, 0];
    /** @type {any[]} */
    this.stack = [];
    this.cuts = 0;
    this.count = 0;
    this.fillStyle = "#000";
    this.strokeStyle = "#000";
    this.lineWidth = 1;
    this.globalAlpha = 1;
    this.lineJoin = "round";
    this.lineCap = "butt";
    this.textAlign = "left";
    this.direction = "ltr";
    this.letterSpacing = "0px";
    this.font = "12px sans-serif";
    /** @type {number[]} */
    this.dash = [];
  }

  save() {
    this.stack.push([this.matrix.slice(), this.globalAlpha, this.dash.slice(), this.lineJoin, this.lineCap, this.cuts]);
  }

  restore() {
    const cuts = this.cuts;
    this.cuts = this.stack[this.stack.length - 1].pop();
    this.parts.push("</g>".repeat(cuts - this.cuts));
    [this.matrix, this.globalAlpha, this.dash, this.lineJoin, this.lineCap] = this.stack.pop();
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    const m = this.matrix;
    m[4] += m[0] * x;
    m[5] += m[3] * y;
  }

  /** @param {number} x @param {number} y */
  scale(x, y) {
    this.matrix[0] *= x;
    this.matrix[3] *= y;
  }

  beginPath() { this.path = new WrittenPath(); }

  /** @param {number} x @param {number} y */
  moveTo(x, y) { this.path.moveTo(x, y); }

  /** @param {number} x @param {number} y */
  lineTo(x, y) { this.path.lineTo(x, y); }

  closePath() { this.path.closePath(); }

  /** @param {number} x @param {number} y @param {number} r @param {number} from @param {number} to */
  arc(x, y, r, from, to) { this.path.arc(x, y, r, from, to); }

  /** @param {number[]} dash */
  setLineDash(dash) { this.dash = dash; }

  /** @param {WrittenPath} [path] @param {string} [rule] */
  clip(path, rule) {
    this.count += 1;
    this.cuts += 1;
    const d = (path || this.path).text();
    const how = rule === "evenodd" ? ' clip-rule="evenodd"' : "";
    this.parts.push(`<clipPath id="c${this.count}"><path${this.where(` d="${d}"${how}`)}/></clipPath><g clip-path="url(#c${this.count})">`);
  }

  /** @param {string} attributes */
  where(attributes) {
    const m = this.matrix;
    const moved = m.join() === "1,0,0,1,0,0" ? "" : ` transform="matrix(${m.map((v) => Math.round(v * 1e4) / 1e4).join(" ")})"`;
    return attributes + moved + (this.globalAlpha < 1 ? ` opacity="${this.globalAlpha}"` : "");
  }

  /** @param {any} [path] @param {string} [rule] */
  fill(path, rule) {
    const d = (path instanceof WrittenPath ? path : this.path).text();
    if (!d) return;
    this.parts.push(`<path${this.where(` d="${d}" fill="${this.fillStyle}"${path === "evenodd" || rule === "evenodd" ? ' fill-rule="evenodd"' : ""}`)}/>`);
  }

  /** @param {WrittenPath} [path] */
  stroke(path) {
    const d = (path || this.path).text();
    if (!d) return;
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.map(brief).join(" ")}"` : "";
    const cap = this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`;
    this.parts.push(`<path${this.where(` d="${d}" fill="none" stroke="${this.strokeStyle}" stroke-width="${Math.round(this.lineWidth * 1e3) / 1e3}" stroke-linejoin="round"${cap}${dash}`)}/>`);
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  fillRect(x, y, w, h) {
    this.parts.push(`<rect${this.where(` x="${brief(x)}" y="${brief(y)}" width="${brief(w)}" height="${brief(h)}" fill="${this.fillStyle}"`)}/>`);
  }

  clearRect() { /* A new drawing is empty. */ }

  /** @param {string} text */
  measureText(text) {
    this.measure.font = this.font;
    return this.measure.measureText(text);
  }

  /** @param {string} text @param {number} x @param {number} y @param {string} look */
  write(text, x, y, look) {
    const found = /^(italic )?(?:(\d{3}) )?([\d.]+)px (.*)$/.exec(this.font);
    const [, italic, weight, size, family] = found || ["", "", "400", "12", "sans-serif"];
    const spacing = this.letterSpacing === "0px" ? "" : ` letter-spacing="${this.letterSpacing}"`;
    const isBack = this.direction === "rtl";
    const at = isBack ? x + this.measureText(text).width : x;
    this.parts.push(`<text${this.where(` x="${brief(at)}" y="${brief(y)}" font-size="${size}" font-weight="${weight || 400}"${italic ? ' font-style="italic"' : ""}${isBack ? ' direction="rtl"' : ""}${spacing}${look} font-family="${escapeXml(family)}"`)}>${escapeXml(text)}</text>`);
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.write(text, x, y, ` fill="${this.fillStyle}"`);
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.write(text, x, y, ` fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}" stroke-linejoin="round"`);
  }

  /** The whole drawing. @param {string} title */
  text(title) {
    const { width, height } = this;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`
      + `<title>${escapeXml(title)}</title>\n${this.parts.join("\n")}\n</svg>\n`;
  }
}

/** All characters but those that XML allows. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** @param {string} text */
function escapeXml(text) {
  return text.replace(NOT_XML, "").replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/**
 * Draw with paths that can be written down.
 * @template T
 * @param {() => T} draw
 * @returns {T}
 */
function withWrittenPaths(draw) {
  const real = window.Path2D;
  const shapes = new Map(shapePaths);
  shapePaths.clear();
  /** @type {any} */ (window).Path2D = WrittenPath;
  try {
    return draw();
  } finally {
    window.Path2D = real;
    shapePaths.clear();
    for (const [key, path] of shapes) shapePaths.set(key, path);
  }
}
