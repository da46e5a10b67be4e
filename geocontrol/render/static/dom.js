// @ts-check
/**
 * Elements made from plain text: nothing here ever reads markup.
 */

/**
 * Make an element.
 * @param {string} tag
 * @param {Object<string, string | number | boolean | null | undefined>} [attributes]
 *   `false`, `null` and `undefined` leave an attribute out.
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child) element.append(child);
  }
  return element;
}

/**
 * Isolate a name from the direction of the text around it.
 * @param {string} text
 * @param {string} [lang]
 */
function name(text, lang) {
  return make("bdi", { lang, dir: lang ? null : "auto" }, text);
}

/**
 * Make a link to the web, or plain text when the address is not https.
 * @param {string} url
 * @param {Node | string} label
 */
function link(url, label) {
  if (!url.startsWith("https://")) return make("span", {}, label);
  return make("a", { href: url, rel: "noopener" }, label);
}

/**
 * Put parts into the gaps of a phrase, without reading what the parts hold.
 * @param {string} phrase
 * @param {Object<string, string | number>} parts
 */
function fill(phrase, parts) {
  return phrase.replace(/\{(\w+)\}/g, (_, gap) => String(parts[gap]));
}
