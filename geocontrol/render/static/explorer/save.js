// @ts-check
/**
 * The state shown, as rows for other programs: CSV and GeoJSON with one set of names.
 */

/** One row for each place that the filter lets through. @param {Explorer} app */
function stateRows(app) {
  const { world, sight } = app;
  const pass = filterOf(app.filter);
  const ids = (/** @type {number[]} */ actors) => actors.map((actor) => world.actors[actor].id);
  return listedPlaces(world).flatMap((place) => {
    const control = controlOn(world, place.index, sight.day);
    if (pass && !pass(place, control)) return [];
    const [english, arabic] = placeNamesOn(world, place);
    return [{
      day: isoDay(sight.day),
      known_on: sight.known === Infinity ? null : isoDay(sight.known),
      perspective: sight.as < 0 ? null : world.actors[sight.as].id,
      place_id: place.id, name: english, name_ar: arabic || null, kind: place.kind,
      governorate: regionOf(world, place)?.name || null,
      lon: place.lon, lat: place.lat, status: control.status,
      actor_id: control.holder < 0 ? null : world.actors[control.holder].id,
      contested_by: ids(control.contested), claimed_by: ids(control.claimed), besieged_by: ids(control.besieged),
      basis: control.basis || null, since: control.since === NO_DAY ? null : isoDay(control.since),
      last_confirmed: control.confirmed === NO_DAY ? null : isoDay(control.confirmed),
      stale: isStale(world, control, sight.day),
      event_id: control.event < 0 ? null : world.events[control.event].id,
    }];
  });
}

/** What a spreadsheet may take for a formula, or skip: `geocontrol/export/cells.py` once more. */
const LIKE_A_FORMULA = /^[=+\-@\t\r\n '＝＋－＠]/;

/** A value as a field of CSV; nothing in it can be taken for a formula. @param {any} value */
function csvField(value) {
  const isText = typeof value === "string" || Array.isArray(value);
  let text = Array.isArray(value) ? value.join(" ") : value === null ? "" : String(value);
  if (isText && LIKE_A_FORMULA.test(text)) text = `'${text}`;
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** @param {Explorer} app */
function stateCsv(app) {
  const rows = stateRows(app);
  const columns = Object.keys(rows[0] || { place_id: "" });
  const lines = rows.map((row) => columns.map((column) => csvField(/** @type {any} */ (row)[column])).join(","));
  return `${[columns.join(","), ...lines].join("\r\n")}\r\n`;
}

/** @param {Explorer} app */
function stateGeoJson(app) {
  const features = stateRows(app).map(({ lon, lat, ...properties }) => ({
    type: "Feature", id: properties.place_id,
    geometry: lon === null || lon === undefined ? null : { type: "Point", coordinates: [lon, lat] }, properties,
  }));
  return `${JSON.stringify({
    type: "FeatureCollection", title: app.title(), day: isoDay(app.sight.day), attribution: app.attributions.join("; "),
    data_sha256: app.hash, features,
  })}\n`;
}

/** Hand a file to the reader. @param {string} fileName @param {Blob} blob */
function hand(fileName, blob) {
  const url = URL.createObjectURL(blob);
  const anchor = make("a", { href: url, download: fileName, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 4000);
}

/** Save what is shown. @param {Explorer} app @param {string} format */
function saveAs(app, format) {
  const base = `${app.id}-${isoDay(app.sight.day)}${app.sight.known === Infinity ? "" : `-known-${isoDay(app.sight.known)}`}`;
  const text = (/** @type {string} */ content, /** @type {string} */ type) => hand(`${base}.${format}`, new Blob([content], { type }));
  if (format === "csv") text(stateCsv(app), "text/csv;charset=utf-8");
  if (format === "geojson") text(stateGeoJson(app), "application/geo+json");
  if (format === "svg") text(pictureSvg(app), "image/svg+xml");
  if (format === "png") pictureCanvas(app).toBlob((blob) => blob && hand(`${base}.png`, blob));
}
