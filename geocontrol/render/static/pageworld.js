// @ts-check
/**
 * The world of a day page, from its blocks of data and from its own text.
 */

/**
 * The rows of a table that is told by columns.
 * @param {any[]} table As told in `columns.py`.
 * @returns {any[][]}
 */
function rowsOf([count = 0, ...columns]) {
  const whole = columns.map((column) => readColumn(column, count));
  return Array.from({ length: count }, (_, i) => whole.map((column) => column[i]));
}

/** @param {any} column @param {number} count Of the rows. @returns {any[]} */
function readColumn(column, count) {
  if (column.of) return column.at.map((/** @type {number} */ number) => column.of[number]);
  return column.length < count ? readRuns(column) : column;
}

/** @param {any[]} runs Value and length of each. @returns {any[]} */
function readRuns(runs) {
  return runs.flatMap((value, i) => i % 2 ? [] : Array(runs[i + 1]).fill(value));
}

/**
 * Continue a world with what some days add to it.
 * @param {World} world
 * @param {any} block As told in `pagedata.py`.
 */
function tell(world, block) {
  for (const row of rowsOf(block.controls)) world.controls.push(readControl(row, world.controls.length));
  for (const [day, ...pairs] of block.turns) {
    if (day > world.day) break;
    for (let i = 0; i < pairs.length; i += 2) world.spans[pairs[i]].push(day, pairs[i + 1]);
  }
  for (const [day, ...pairs] of block.steps) {
    if (day > world.day) break;
    for (let i = 0; i < pairs.length; i += 2) world.steps[pairs[i + 1]].push(pairs[i]);
  }
  const claims = rowsOf(block.claims).map(readClaim);
  for (const row of rowsOf(block.events)) world.events.push(readEvent(row, claims));
  for (const row of rowsOf(block.voices)) world.voices.push(readVoice(row));
  for (const row of rowsOf(block.reports)) world.reports.push(readReport(row));
}

/**
 * A world in which nothing is told yet.
 * @param {any} fixed What all days share. @param {any} own What the day has of its own.
 */
function emptyWorld(fixed, own) {
  return readWorld({
    ...fixed, ...own, voices: [], reports: [],
    spans: fixed.places.map(() => []), steps: fixed.places.map(() => []),
  });
}

/**
 * The data of a block, which may be packed.
 * @param {any} block
 */
function unpackData(block) {
  return typeof block === "string" ? JSON.parse(api.unpackText(block)) : block;
}

/**
 * Read the data of a page: one plain block, several packed ones, or those of files
 * that the pages of a site share.
 * @param {any} data
 * @returns {World}
 */
function readPage(data) {
  if (data.month) return readShared(data);
  if (!data.told) {
    const plain = emptyWorld(data, {});
    tell(plain, data);
    return plain;
  }
  const world = emptyWorld(unpackData(data.fixed), unpackData(data.own));
  for (const part of data.told) for (const block of unpackData(part)) tell(world, block);
  readNames(world);
  if (!world.reports.length) readSources(world);
  return world;
}

/**
 * Read a page whose files hold the states of its month and, apart, what is said of
 * each place.
 * @param {any} data
 * @returns {World}
 */
function readShared(data) {
  const files = /** @type {any} */ (window).geocontrolFiles;
  const { own } = data, fixed = unpackData(files.taken.get("fixed"));
  const world = emptyWorld(fixed, own);
  tell(world, unpackData(files.taken.get(data.month)));
  world.evidenceOf = async (place) => {
    const told = emptyWorld(fixed, own);
    tell(told, unpackData(await files.bring(`places-${Math.floor(place.index / data.per_file)}`)));
    return told;
  };
  return world;
}

/**
 * Take the names of places over from the table, where the page has its rows.
 * @param {World} world
 */
function readNames(world) {
  document.querySelectorAll("#places tbody th").forEach((head, i) => {
    const first = head.querySelector("a")?.textContent || "", other = head.querySelector("bdi");
    const names = [first, other?.textContent || ""];
    if (other?.lang === "en") names.reverse();
    [world.places[i].name, world.places[i].ar] = names;
  });
}

/**
 * Take the reports over from the list of sources.
 * @param {World} world
 */
function readSources(world) {
  world.reports = Array.from(document.querySelectorAll(".sources > li"), (item) => {
    const links = Array.from(item.querySelectorAll("a"), (anchor) => anchor.getAttribute("href") || "");
    const hasOwn = item.firstElementChild?.tagName === "A";
    return {
      title: item.firstElementChild?.textContent || "",
      publisher: item.querySelector(".by")?.textContent || "",
      agency: "",
      issued: Date.parse(item.querySelector("time")?.dateTime || "") / 864e5,
      url: hasOwn ? links[0] : "",
      archived: links[hasOwn ? 1 : 0] || "",
    };
  });
}
