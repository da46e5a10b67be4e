// @ts-check
/**
 * The table of places: find a row, and sort by a column.
 */

const SINCE = 4;

/**
 * A short day as text that sorts by time; a map spans less than a year.
 * @param {World} world @param {string} text `30 Nov`
 */
function sinceKey(world, text) {
  for (let day = world.first - 60; text && day <= world.last; day += 1) {
    if (shortDay(world, day) === text) return isoDay(day);
  }
  return "";
}

/**
 * Letters without accents, marks or case, for finding.
 * @param {string} text
 */
function folded(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u0652]/g, "").toLowerCase();
}

/**
 * Make a table answer to a field and to its headings.
 * @param {World} world @param {HTMLTableElement} table @param {HTMLInputElement} field @param {HTMLElement} status
 */
function bringTableToLife(world, table, field, status) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const texts = rows.map((row) => folded(row.textContent || ""));
  const find = () => {
    const wanted = folded(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !wanted.every((word) => texts[i].includes(word));
      if (!row.hidden) shown += 1;
    });
    status.textContent = fill(world.words.shown, { count: shown, total: rows.length });
  };
  field.addEventListener("input", find);
  find();
  Array.from(/** @type {HTMLTableSectionElement} */ (table.tHead).rows[0].cells).forEach((head, column) => {
    const button = make("button", { type: "button" }, ...Array.from(head.childNodes).map((node) => node.textContent));
    head.replaceChildren(button);
    button.addEventListener("click", () => sortRows(world, table, rows, head, column));
  });
}

/** @param {World} world @param {HTMLTableElement} table @param {HTMLTableRowElement[]} rows @param {HTMLTableCellElement} head @param {number} column */
function sortRows(world, table, rows, head, column) {
  const isDown = head.getAttribute("aria-sort") === "ascending";
  for (const other of Array.from(head.parentElement?.children || [])) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
  const key = (/** @type {HTMLTableRowElement} */ row) => {
    const text = row.cells[column]?.textContent || "";
    return column === SINCE ? sinceKey(world, text) : text;
  };
  const turn = isDown ? -1 : 1;
  const sorted = rows.slice().sort((a, b) => key(a).localeCompare(key(b)) * turn);
  table.tBodies[0].append(...sorted);
}
