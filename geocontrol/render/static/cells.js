// @ts-check
/**
 * The land nearest to each place, found in the browser, for states that nobody
 * estimated areas for: cut to the radius of a place's word, a quarter's to its city,
 * as `territory/lattice.py` has it.
 *
 * A cell is what is left of the circle around a place when the land nearer to each of
 * its neighbours is cut off. Distances are taken in an azimuthal equidistant plane.
 */

const AT_A_TIME = 200;

/** Spots in boxes, to be asked for from the nearest on. */
class SpotGrid {
  /** @param {Map<number, number[]>} spots By place. */
  constructor(spots) {
    const all = [...spots.values()];
    const west = Math.min(...all.map((spot) => spot[0])), east = Math.max(...all.map((spot) => spot[0]));
    const south = Math.min(...all.map((spot) => spot[1])), north = Math.max(...all.map((spot) => spot[1]));
    this.size = Math.max(0.1, Math.sqrt(((east - west + 1) * (north - south + 1)) / all.length) * 1.4);
    /** @type {Map<number, number[]>} */
    this.boxes = new Map();
    for (const [place, [x, y]] of spots) {
      const key = this.key(Math.floor(x / this.size), Math.floor(y / this.size));
      const box = this.boxes.get(key);
      if (box) box.push(place);
      else this.boxes.set(key, [place]);
    }
  }

  /** @param {number} column @param {number} row */
  key(column, row) {
    return column * 65536 + row;
  }

  /** The places of the boxes around that of a spot, `ring` boxes away. @param {number[]} spot @param {number} ring */
  ringAround([x, y], ring) {
    const column = Math.floor(x / this.size), row = Math.floor(y / this.size);
    /** @type {number[]} */
    const found = [];
    for (let i = -ring; i <= ring; i += 1) {
      const step = Math.abs(i) === ring ? 1 : 2 * ring;
      for (let j = -ring; j <= ring; j += Math.max(1, step)) {
        const box = this.boxes.get(this.key(column + i, row + j));
        if (box) found.push(...box);
      }
    }
    return found;
  }
}

/**
 * Where places with a mark lie, those with one and the same spot a metre apart.
 * @param {Place[]} drawn @param {EarthPlane} plane @returns {Map<number, number[]>}
 */
function spotsApart(drawn, plane) {
  const taken = new Set();
  return new Map(drawn.map((place) => {
    const spot = plane.toPlane(place.lon, place.lat);
    const key = () => Math.round(spot[0] * 1e4) * 1e9 + Math.round(spot[1] * 1e4);
    while (taken.has(key())) spot[0] += 1e-3;
    taken.add(key());
    return [place.index, spot];
  }));
}

/**
 * Find the cell of each place with a mark, a few at a time; quarters apart, within the
 * cells of their cities.
 * @param {Place[]} places @param {number[]} within What each lies in. @param {number} radiusKm
 * @returns {Generator<void, {tops: Map<number, Cell>, quarters: Map<number, {city: number, cell: Cell}>}>}
 */
function* nearestCells(places, within, radiusKm) {
  const drawn = places.filter((place) => place.isDrawn);
  const lons = drawn.map((place) => place.lon), lats = drawn.map((place) => place.lat);
  const middle = (/** @type {number[]} */ values) => (Math.min(...values) + Math.max(...values)) / 2;
  const plane = new EarthPlane(middle(lons), middle(lats));
  const spots = spotsApart(drawn, plane);
  /** @type {Map<number, number[]>} */
  const families = new Map();
  /** @type {Map<number, number[]>} */
  const tops = new Map();
  for (const place of drawn) {
    const city = places[within[place.index]];
    const isQuarter = place.kind === "quarter" && city?.isDrawn && city.kind !== "quarter";
    if (isQuarter) families.set(city.index, [...(families.get(city.index) || []), place.index]);
    else tops.set(place.index, /** @type {number[]} */ (spots.get(place.index)));
  }
  const grid = new SpotGrid(tops);
  const cutter = new CellCutter();
  /** @type {Map<number, Cell>} */
  const cells = new Map();
  /** @type {Map<number, {city: number, cell: Cell}>} */
  const quarters = new Map();
  for (const [place, spot] of tops) {
    cutOut(cutter, grid, tops, place, spot, radiusKm);
    const family = families.get(place);
    const land = family ? { x: cutter.x.slice(0, cutter.count), y: cutter.y.slice(0, cutter.count) } : null;
    cells.set(place, cutter.done(plane));
    for (const quarter of family || []) {
      cutQuarter(cutter, /** @type {any} */ (land), spots, [place, .../** @type {number[]} */ (family)], quarter);
      quarters.set(quarter, { city: place, cell: cutter.done(plane) });
    }
    if (cells.size % AT_A_TIME === 0) yield;
  }
  return { tops: cells, quarters };
}

/** Cut a place's cell out of its circle. @param {CellCutter} cutter @param {SpotGrid} grid @param {Map<number, number[]>} tops @param {number} place @param {number[]} spot @param {number} radius */
function cutOut(cutter, grid, tops, place, spot, radius) {
  cutter.begin(spot[0], spot[1], radius, 4);
  let reach = cutter.reach(spot[0], spot[1]);
  for (let ring = 0; (ring - 1) * grid.size <= 2 * reach; ring += 1) {
    for (const other of grid.ringAround(spot, ring)) {
      if (other === place) continue;
      const beyond = /** @type {number[]} */ (tops.get(other));
      const dx = beyond[0] - spot[0], dy = beyond[1] - spot[1];
      if (dx * dx + dy * dy > 4 * reach * reach) continue;
      if (cutter.nearer(spot, beyond, other)) reach = cutter.reach(spot[0], spot[1]);
    }
  }
  cutter.within(spot[0], spot[1], radius);
}

/**
 * Cut a quarter's land out of its city's: no farther from it than the next of the family.
 * @param {CellCutter} cutter @param {{x: Float64Array, y: Float64Array}} land @param {Map<number, number[]>} spots @param {number[]} family @param {number} quarter
 */
function cutQuarter(cutter, { x, y }, spots, family, quarter) {
  const own = /** @type {number[]} */ (spots.get(quarter));
  const others = family.filter((each) => each !== quarter).map((each) => /** @type {number[]} */ (spots.get(each)));
  cutter.begin(own[0], own[1], Math.min(...others.map((spot) => Math.hypot(spot[0] - own[0], spot[1] - own[1]))), CIRCLE);
  for (const other of others) cutter.nearer(own, other, RIM);
  for (let i = 0; i < x.length; i += 1) {
    const j = (i + 1) % x.length, dx = y[j] - y[i], dy = x[i] - x[j];
    cutter.cut(dx, dy, x[i] * dx + y[i] * dy, RIM);
  }
}
