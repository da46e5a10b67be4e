// @ts-check
/**
 * Land by the nearest place, for any state: whose it is, and which of it is assumed,
 * claimed or stale. Only sides between places of different keys are walked.
 */

const NO_LAND = -1;

class NearestLand {
  /** @param {number} count Of places. @param {Map<number, Cell>} tops @param {Map<number, {city: number, cell: Cell}>} quarters */
  constructor(count, tops, quarters) {
    this.quarters = quarters;
    this.count = count;
    this.first = new Int32Array(count + 1);
    for (let place = 0; place < count; place += 1) {
      this.first[place + 1] = this.first[place] + (tops.get(place)?.x.length || 0);
    }
    const sides = this.first[count];
    this.x = new Float64Array(sides);
    this.y = new Float64Array(sides);
    this.next = new Int32Array(sides);
    for (const [place, cell] of tops) {
      for (let i = 0, side = this.first[place]; i < cell.x.length; i += 1, side += 1) {
        this.x[side] = cell.x[i];
        this.y[side] = cell.y[i];
        this.next[side] = cell.next[i];
      }
    }
  }

  /** The side of a place's cell towards another place; -1 if there is none. @param {number} place @param {number} other */
  sideTo(place, other) {
    for (let side = this.first[place]; side < this.first[place + 1]; side += 1) if (this.next[side] === other) return side;
    return -1;
  }

  /**
   * The land of the places of each key, as one path a key.
   * @param {Int32Array} keys For each place; -1 has no land.
   * @returns {Map<number, Path2D>}
   */
  outlines(keys) {
    /** @type {Map<number, Path2D>} */
    const paths = new Map();
    const pathOf = (/** @type {number} */ key) => {
      const path = paths.get(key) || new Path2D();
      paths.set(key, path);
      return path;
    };
    const isDone = new Uint8Array(this.next.length);
    for (let place = 0; place < this.count; place += 1) {
      const key = keys[place];
      if (key === NO_LAND) continue;
      for (let side = this.first[place]; side < this.first[place + 1]; side += 1) {
        const beyond = this.next[side];
        if (isDone[side] || (beyond >= 0 && keys[beyond] === key)) continue;
        this.walk(pathOf(key), keys, isDone, place, side);
      }
    }
    for (const [quarter, { city, cell }] of this.quarters) {
      if (keys[quarter] === keys[city]) continue;
      for (const key of [keys[quarter], keys[city]]) if (key !== NO_LAND) addCell(pathOf(key), cell);
    }
    return paths;
  }

  /** Follow an outline from a side until it closes. @param {Path2D} path @param {Int32Array} keys @param {Uint8Array} isDone @param {number} place @param {number} side */
  walk(path, keys, isDone, place, side) {
    path.moveTo(this.x[side], this.y[side]);
    let own = place, at = side;
    do {
      isDone[at] = 1;
      at = this.after(own, at);
      for (let turns = 0; turns < 64; turns += 1) {
        const beyond = this.next[at];
        if (beyond < 0 || keys[beyond] !== keys[place]) break;
        const back = this.sideTo(beyond, own);
        if (back < 0) break;
        own = beyond;
        at = this.after(own, back);
      }
      path.lineTo(this.x[at], this.y[at]);
    } while (!isDone[at]);
    path.closePath();
  }

  /** @param {number} place @param {number} side */
  after(place, side) {
    return side + 1 < this.first[place + 1] ? side + 1 : this.first[place];
  }

  /**
   * Land that looks different: assumed, claimed or stale.
   * @param {World} world @param {number} day @returns {Sheet["marked"]}
   */
  marked(world, day) {
    /** @type {Map<string, number[]>} */
    const found = new Map();
    const note = (/** @type {string} */ why, /** @type {number} */ place) => {
      const list = found.get(why);
      if (list) list.push(place);
      else found.set(why, [place]);
    };
    for (const { index, isDrawn } of world.places) {
      const control = isDrawn ? controlOn(world, index, day) : UNKNOWN;
      if (control.status === "unknown") continue;
      if (control.basis === "assumed") note("assumed -1", index);
      for (const actor of control.claimed) note(`claimed ${actor}`, index);
      if (isStale(world, control, day)) note("stale -1", index);
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, places]) => {
      const [why, actor] = key.split(" ");
      const keys = new Int32Array(this.count).fill(NO_LAND);
      for (const place of places) keys[place] = 0;
      return [...this.outlines(keys).values()].map((path) => ({ why, actor: Number(actor), path }));
    });
  }

  /**
   * Whose the land is, if each spot is the nearest place's.
   * @param {World} world @param {number} day @param {boolean} hasFronts
   * @returns {{areas: AreaPath[], fronts: Path2D[]}}
   */
  divide(world, day, hasFronts) {
    /** @type {Map<string, number>} */
    const numbers = new Map();
    /** @type {Control[]} */
    const holds = [];
    const keys = new Int32Array(this.count).fill(NO_LAND);
    for (const { index, isDrawn } of world.places) {
      const control = isDrawn ? controlOn(world, index, day) : UNKNOWN;
      if (control.status === "unknown") continue;
      const text = control.status === "held" ? `${control.holder}` : `${control.contested}!`;
      const number = numbers.get(text) ?? holds.push(control) - 1;
      numbers.set(text, number);
      keys[index] = number;
    }
    const areas = [...this.outlines(keys)].map(([key, path]) => ({
      status: holds[key].status, holder: holds[key].holder, rivals: holds[key].contested,
      km2: 0, low: 0, high: 0, path,
    }));
    return { areas, fronts: hasFronts ? [this.fronts(keys, holds)] : [] };
  }

  /** Lines where the land of two holders meets. @param {Int32Array} keys @param {Control[]} holds */
  fronts(keys, holds) {
    const isHeld = (/** @type {number} */ key) => key !== NO_LAND && holds[key].status === "held";
    /** @type {number[][]} */
    const sides = [];
    for (let place = 0; place < this.count; place += 1) {
      if (!isHeld(keys[place])) continue;
      for (let side = this.first[place]; side < this.first[place + 1]; side += 1) {
        const beyond = this.next[side], after = this.after(place, side);
        if (beyond <= place || keys[beyond] === keys[place] || !isHeld(keys[beyond])) continue;
        sides.push([this.x[side], this.y[side], this.x[after], this.y[after]]);
      }
    }
    return chainPath(sides);
  }
}

/** A corner as text: cells that share it have it a hair apart. @param {number[]} side @param {number} end 0 or 1 */
function cornerOf(side, end) {
  return `${Math.round(side[2 * end] * 1e8)} ${Math.round(side[2 * end + 1] * 1e8)}`;
}

/** Draw sides one after another as far as they go on, so that dashes do. @param {number[][]} sides Each x, y, x, y. */
function chainPath(sides) {
  const path = new Path2D();
  /** @type {Map<string, number[]>} */
  const meeting = new Map();
  sides.forEach((side, number) => {
    for (const end of [0, 1]) {
      const corner = cornerOf(side, end), there = meeting.get(corner);
      if (there) there.push(number);
      else meeting.set(corner, [number]);
    }
  });
  const isDone = new Uint8Array(sides.length);
  const walk = (/** @type {number} */ number, /** @type {number} */ from) => {
    path.moveTo(sides[number][2 * from], sides[number][2 * from + 1]);
    for (let here = number, end = from; ;) {
      isDone[here] = 1;
      const corner = cornerOf(sides[here], 1 - end);
      path.lineTo(sides[here][2 - 2 * end], sides[here][3 - 2 * end]);
      const there = meeting.get(corner) || [];
      const next = there.length === 2 ? there.find((each) => !isDone[each]) : undefined;
      if (next === undefined) return;
      here = next;
      end = cornerOf(sides[here], 0) === corner ? 0 : 1;
    }
  };
  for (const isLoop of [false, true]) {
    sides.forEach((side, number) => {
      for (const end of [0, 1]) {
        if (isDone[number] || (!isLoop && meeting.get(cornerOf(side, end))?.length === 2)) continue;
        walk(number, end);
      }
    });
  }
  return path;
}

/** The land that everything is cut to. @param {World} world */
function outlineOf(world) {
  const land = world.basemap.find((item) => item.layer === "land");
  return land && linePath(land.lines.map(readLine), true);
}

/** @param {Path2D} path @param {Cell} cell */
function addCell(path, cell) {
  if (!cell.x.length) return;
  path.moveTo(cell.x[0], cell.y[0]);
  for (let i = 1; i < cell.x.length; i += 1) path.lineTo(cell.x[i], cell.y[i]);
  path.closePath();
}
