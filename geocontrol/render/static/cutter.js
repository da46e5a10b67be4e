// @ts-check
/**
 * A plane of kilometres around a spot, and shapes on it that are cut by lines.
 *
 * @typedef {{x: number[], y: number[], next: number[]}} Cell
 *   Corners in turn, and the place beyond the side from each to the next; -1 for none.
 */

const EARTH_KM = 6371.0088;
const CIRCLE = 48;
const RIM = -1;
const HAIR = 1e-9;

/** A plane in kilometres around a spot. */
class EarthPlane {
  /** @param {number} lon @param {number} lat Degrees. */
  constructor(lon, lat) {
    this.lon = (lon * Math.PI) / 180;
    this.sine = Math.sin((lat * Math.PI) / 180);
    this.cosine = Math.cos((lat * Math.PI) / 180);
  }

  /** @param {number} lon @param {number} lat Degrees. @returns {[number, number]} */
  toPlane(lon, lat) {
    const away = (lon * Math.PI) / 180 - this.lon, phi = (lat * Math.PI) / 180;
    const sine = Math.sin(phi), cosine = Math.cos(phi);
    const arc = Math.acos(Math.min(1, this.sine * sine + this.cosine * cosine * Math.cos(away)));
    const k = arc < 1e-9 ? EARTH_KM : (EARTH_KM * arc) / Math.sin(arc);
    return [k * cosine * Math.sin(away), k * (this.cosine * sine - this.sine * cosine * Math.cos(away))];
  }

  /** @param {number} x @param {number} y @returns {[number, number]} Mercator units. */
  toMercator(x, y) {
    const far = Math.hypot(x, y), arc = far / EARTH_KM;
    if (far < 1e-9) return [this.lon / (2 * Math.PI) + 0.5, mercatorY((Math.asin(this.sine) * 180) / Math.PI)];
    const sine = Math.sin(arc), cosine = Math.cos(arc);
    const lat = Math.asin(cosine * this.sine + (y * sine * this.cosine) / far);
    const lon = this.lon + Math.atan2(x * sine, far * this.cosine * cosine - y * this.sine * sine);
    return [lon / (2 * Math.PI) + 0.5, mercatorY((lat * 180) / Math.PI)];
  }
}

/** A cell as it is being cut: corners in turn, and who is beyond the side that each begins. */
class CellCutter {
  constructor() {
    this.count = 0;
    this.x = new Float64Array(256);
    this.y = new Float64Array(256);
    this.next = new Int32Array(256);
    this.over = new Float64Array(256);
    this.x2 = new Float64Array(256);
    this.y2 = new Float64Array(256);
    this.next2 = new Int32Array(256);
  }

  /** Begin with an even shape around a spot that holds a circle. @param {number} x @param {number} y @param {number} radius @param {number} corners */
  begin(x, y, radius, corners) {
    const reach = radius / Math.cos(Math.PI / corners);
    this.count = corners;
    for (let i = 0; i < corners; i += 1) {
      const turn = (2 * Math.PI * (i + 0.5)) / corners;
      this.x[i] = x + reach * Math.cos(turn);
      this.y[i] = y + reach * Math.sin(turn);
      this.next[i] = RIM;
    }
  }

  /**
   * Cut off what lies beyond a line: kept is where `x * dx + y * dy` is not above `most`.
   * @param {number} dx @param {number} dy @param {number} most @param {number} beyond Who is there.
   */
  cut(dx, dy, most, beyond) {
    const { count, x, y, next, over, x2, y2, next2 } = this;
    let isCut = false;
    for (let i = 0; i < count; i += 1) {
      over[i] = x[i] * dx + y[i] * dy - most;
      if (over[i] > HAIR) isCut = true;
    }
    if (!isCut) return false;
    let kept = 0;
    for (let i = 0; i < count; i += 1) {
      const j = i + 1 < count ? i + 1 : 0;
      const isIn = over[i] <= HAIR, isNextIn = over[j] <= HAIR;
      if (isIn) {
        x2[kept] = x[i];
        y2[kept] = y[i];
        next2[kept] = isNextIn || over[i] < -HAIR ? next[i] : beyond;
        kept += 1;
      }
      if (isIn === isNextIn || Math.abs(over[i]) <= HAIR || Math.abs(over[j]) <= HAIR) continue;
      const share = over[i] / (over[i] - over[j]);
      x2[kept] = x[i] + share * (x[j] - x[i]);
      y2[kept] = y[i] + share * (y[j] - y[i]);
      next2[kept] = isIn ? beyond : next[i];
      kept += 1;
    }
    Object.assign(this, { count: kept, x: x2, y: y2, next: next2, x2: x, y2: y, next2: next });
    return true;
  }

  /** Keep what is nearer to one spot than to another. @param {number[]} own @param {number[]} other @param {number} beyond */
  nearer(own, other, beyond) {
    const most = (other[0] * other[0] + other[1] * other[1] - own[0] * own[0] - own[1] * own[1]) / 2;
    return this.cut(other[0] - own[0], other[1] - own[1], most, beyond);
  }

  /** Keep what is in a circle. @param {number} x @param {number} y @param {number} radius */
  within(x, y, radius) {
    if (this.reach(x, y) <= radius) return;
    for (let i = 0; i < CIRCLE; i += 1) {
      const turn = (2 * Math.PI * i) / CIRCLE, dx = Math.cos(turn), dy = Math.sin(turn);
      this.cut(dx, dy, x * dx + y * dy + radius, RIM);
    }
  }

  /** How far the corners are from a spot at most. @param {number} px @param {number} py */
  reach(px, py) {
    let most = 0;
    for (let i = 0; i < this.count; i += 1) {
      const dx = this.x[i] - px, dy = this.y[i] - py;
      most = Math.max(most, dx * dx + dy * dy);
    }
    return Math.sqrt(most);
  }

  /** @param {EarthPlane} plane @returns {Cell} In Mercator units. */
  done(plane) {
    /** @type {Cell} */
    const cell = { x: [], y: [], next: [] };
    for (let i = 0; i < this.count; i += 1) {
      const [mx, my] = plane.toMercator(this.x[i], this.y[i]);
      cell.x.push(mx);
      cell.y.push(my);
      cell.next.push(this.next[i]);
    }
    return cell;
  }
}
