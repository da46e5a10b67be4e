// @ts-check
/**
 * Colours of the ground and of ink, by light and by dark.
 *
 * @typedef {{isDark: boolean, water: string, land: string, neighbour: string, line: string,
 *   border: string, river: string, ink: string, soft: string, faint: string, halo: string,
 *   none: string}} Theme
 */

/** @type {Theme} */
const LIGHT = {
  isDark: false, water: "#dbe5ea", land: "#f5f1e9", neighbour: "#e7e4dd", line: "#cdc7ba",
  border: "#8f897d", river: "#a9c4d0", ink: "#1b1a18", soft: "#55514a", faint: "#8b867b",
  halo: "#f9f6f0", none: "#77736a",
};

/** @type {Theme} */
const DARK = {
  isDark: true, water: "#121a20", land: "#2c2b28", neighbour: "#1f1f1d", line: "#4a4741",
  border: "#8a8478", river: "#33505e", ink: "#f4f1ea", soft: "#c9c4b9", faint: "#8f8a80",
  halo: "#232220", none: "#a8a398",
};

const FONT = '-apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Helvetica Neue", Arial, sans-serif';

/** The theme that the reader's system asks for; paper is always light. */
function readerTheme() {
  const wants = window.matchMedia("(prefers-color-scheme: dark)").matches;
  return wants && !window.matchMedia("print").matches ? DARK : LIGHT;
}

/**
 * Mix two `#rrggbb` colours.
 * @param {string} first @param {string} second @param {number} share Of the second, 0 to 1.
 */
function mix(first, second, share) {
  let text = "#";
  for (let i = 1; i < 7; i += 2) {
    const a = parseInt(first.slice(i, i + 2), 16), b = parseInt(second.slice(i, i + 2), 16);
    text += Math.round(a + (b - a) * share).toString(16).padStart(2, "0");
  }
  return text;
}

/**
 * An actor's colour on the ground of a theme.
 * @param {Theme} theme @param {Actor | undefined} actor
 */
function colorOf(theme, actor) {
  if (!actor) return theme.none;
  if (!theme.isDark) return actor.color;
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(actor.color.slice(i, i + 2), 16));
  const light = (0.3 * r + 0.59 * g + 0.11 * b) / 255;
  return light < 0.4 ? mix(actor.color, "#ffffff", 0.32 - 0.4 * light) : actor.color;
}
