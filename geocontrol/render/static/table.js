// @ts-check
/**
 * The table of places: find a row, and sort by a column.
 */

const SINCE = 4;

/**
 * Letters without accents, marks or case, for finding.
 * @param {string} text
 */
function folded(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u0652]/g, "").toLowerCase();
}

/**
 * The row of a place, as the page would have it.
 * @param {World} world @param {Place} place
 */
function tableRow(world, place) {
  const { words, actors } = world;
  const control = controlOn(world, place.index, world.day);
  const isArabic = world.lang === "ar";
  const [english, arabic] = placeNamesOn(world, place);
  const other = isArabic ? english : arabic;
  const isDated = control.since > NO_DAY && !["", "assumed"].includes(control.basis);
  return make("tr", {},
    make("th", { scope: "row" }, make("a", { href: `#place=${encodeURIComponent(place.id)}` }, placeName(world, place)),
      other && other !== placeName(world, place) && " ", other && other !== placeName(world, place) && name(other, isArabic ? "en" : "ar")),
    make("td", {}, words.kind[place.kind]),
    make("td", {}, regionName(world, place).replace(words.region_word, "").trim()),
    make("td", { class: actors[control.holder] ? `a${control.holder}` : null }, sayControl(world, control)),
    make("td", {}, isDated ? shortDay(world, control.since) : ""),
    make("td", {}, control.basis ? words.basis[control.basis] : ""));
}

/**
 * Call once an element is about to be seen.
 * @param {Element} element @param {() => void} act
 */
function whenNear(element, act) {
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    act();
  }, { rootMargin: "800px" });
  watcher.observe(element);
}

/**
 * Make a table answer to a field and to its headings.
 * @param {World} world @param {HTMLTableElement} table @param {HTMLInputElement} field @param {HTMLElement} status
 */
function bringTableToLife(world, table, field, status) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const texts = rows.map((row) => folded(row.textContent || ""));
  const since = new Map(rows.map((row, i) => [row, row.cells[SINCE].textContent ? controlOn(world, i, world.day).since : NO_DAY]));
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
    button.addEventListener("click", () => sortRows(table, rows, head, column, since));
  });
}

/**
 * @param {HTMLTableElement} table @param {HTMLTableRowElement[]} rows
 * @param {HTMLTableCellElement} head @param {number} column
 * @param {Map<HTMLTableRowElement, number>} since The day from which each row stands; `NO_DAY` for none.
 */
function sortRows(table, rows, head, column, since) {
  const isDown = head.getAttribute("aria-sort") === "ascending";
  for (const other of Array.from(head.parentElement?.children || [])) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
  const turn = isDown ? -1 : 1;
  const text = (/** @type {HTMLTableRowElement} */ row) => row.cells[column]?.textContent || "";
  const order = column === SINCE
    ? (/** @type {HTMLTableRowElement} */ a, /** @type {HTMLTableRowElement} */ b) => (since.get(a) || 0) - (since.get(b) || 0)
    : (/** @type {HTMLTableRowElement} */ a, /** @type {HTMLTableRowElement} */ b) => text(a).localeCompare(text(b));
  table.tBodies[0].append(...rows.slice().sort((a, b) => order(a, b) * turn));
}
