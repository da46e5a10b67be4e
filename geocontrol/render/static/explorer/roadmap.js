// @ts-check
/**
 * Roads on the map, from place to place: in the colour of who holds each end, between
 * dark edges; where a road is cut, a gap with a cross.
 *
 * @typedef {{from: number, to: number, isCut: boolean}} Stretch Between two places of a road.
 */

const ROAD_WIDTH = 1.7;
const ROAD_EDGE = 0.9;
const CUT_GAP = 5;
const CROSS_REACH = 3;
const ROADS_FROM_PIXELS_PER_KM = 0.6;

/**
 * The stretches of a road on a day; a cut lies on one of them, or on both sides of what
 * is contested.
 * @param {World} world @param {Road} road @param {number} day @returns {Stretch[]}
 */
function stretchesOn(world, { through }, day) {
  const states = through.map((place) => controlOn(world, place, day));
  const stretches = through.slice(1).map((to, i) => ({ from: through[i], to, isCut: false }));
  let last = -1;
  states.forEach(({ status, holder }, at) => {
    if (status === "unknown") return;
    const before = last < 0 ? null : states[last];
    const isBorder = before ? before.status !== status || before.holder !== holder : status === "contested" && at > 0;
    if (isBorder) stretches[last < 0 ? at - 1 : (last + at - 1) >> 1].isCut = true;
    last = at;
  });
  const isOpenEnded = last >= 0 && states[last].status === "contested" && stretches.length;
  if (isOpenEnded) stretches[Math.min(last, stretches.length - 1)].isCut = true;
  return stretches;
}

/** The roads under the marks. */
class RoadMap {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    this.roads = readRoads(app.data);
    this.isWanted = true;
  }

  /** What its drawing depends on besides the face; empty where there is none. */
  get look() {
    return this.roads.length && this.isWanted ? "roads" : "";
  }

  /** @param {Face} face @returns {Underlay} */
  underlay({ world, day }) {
    return (context, view, theme) => {
      if (!this.look || pixelsPerKm(view) < ROADS_FROM_PIXELS_PER_KM) return;
      const stretches = this.roads.flatMap((road) => stretchesOn(world, road, day));
      for (const width of [ROAD_WIDTH + 2 * ROAD_EDGE, ROAD_WIDTH]) {
        for (const stretch of stretches) drawStretch(context, view, theme, world, day, stretch, width);
      }
      for (const { from, to, isCut } of stretches) if (isCut) drawCut(context, view, theme, world.places[from], world.places[to]);
    };
  }
}

/**
 * Half of a stretch in the colour of each end, up to the gap of a cut.
 * @param {CanvasRenderingContext2D} context @param {View} view @param {Theme} theme
 * @param {World} world @param {number} day @param {Stretch} stretch @param {number} width
 */
function drawStretch(context, view, theme, world, day, { from, to, isCut }, width) {
  for (const [near, far] of [[from, to], [to, from]]) {
    const { status, holder } = controlOn(world, near, day);
    const isHeld = status === "held";
    if (!isHeld && width > ROAD_WIDTH) continue;
    const { x, y, dx, dy, half } = along(view, world.places[near], world.places[far]);
    const length = isCut ? Math.max(0, half - CUT_GAP) : half;
    const path = new Path2D();
    path.moveTo(x, y);
    path.lineTo(x + dx * length, y + dy * length);
    stroke(context, path, width > ROAD_WIDTH ? theme.ink : isHeld ? colorOf(theme, world.actors[holder]) : theme.faint, isHeld ? width : 1);
  }
}

/** @param {CanvasRenderingContext2D} context @param {View} view @param {Theme} theme @param {Place} from @param {Place} to */
function drawCut(context, view, theme, from, to) {
  const { x, y, dx, dy, half } = along(view, from, to);
  const midX = x + dx * half, midY = y + dy * half;
  const path = new Path2D();
  for (const turn of [1, -1]) {
    path.moveTo(midX - CROSS_REACH, midY - turn * CROSS_REACH);
    path.lineTo(midX + CROSS_REACH, midY + turn * CROSS_REACH);
  }
  stroke(context, path, theme.halo, 4);
  stroke(context, path, theme.ink, 1.6);
}

/** Where a stretch begins on the screen, which way it goes, and half its length. @param {View} view @param {Place} from @param {Place} to */
function along(view, from, to) {
  const x = screenX(view, from.mx), y = screenY(view, from.my);
  const stepX = screenX(view, to.mx) - x, stepY = screenY(view, to.my) - y;
  const length = Math.hypot(stepX, stepY) || 1;
  return { x, y, dx: stepX / length, dy: stepY / length, half: length / 2 };
}
