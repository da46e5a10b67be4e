// @ts-check
/**
 * How a day page comes to life.
 */

/**
 * Bring a page to life.
 * @param {any} map An `L.Map`.
 */
function start(map) {
  const world = readPage(JSON.parse(byId("geocontrol-data")?.textContent || "{}"));
  const page = new DayPage(map, world);
  map.getContainer().setAttribute("role", "region");
  map.getContainer().setAttribute("aria-label", fill(world.words.map_label, { day: longDay(world, world.day) }));
  page.listen();
  addViews(page);
  drawKeys(world, page.layer.theme);
  const table = /** @type {HTMLTableElement | null} */ (byId("places"));
  const field = /** @type {HTMLInputElement | null} */ (byId("find"));
  const status = byId("found");
  if (table && field && status) {
    const live = () => {
      bringTableToLife(world, table, field, status);
      const box = field.closest("[hidden]");
      if (box) /** @type {HTMLElement} */ (box).hidden = false;
    };
    if (table.tBodies[0].rows.length) live();
    else {
      whenNear(table, () => {
        table.tBodies[0].append(...world.places.map((place) => tableRow(world, place)));
        live();
      });
    }
  }
  page.layer.draw();
  for (const begin of starters) begin(page);
  return page;
}

/** @param {any} map An `L.Map`. */
api.start = (map) => {
  api.page = start(map);
  return api.page;
};
