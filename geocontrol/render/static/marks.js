// @ts-check
/**
 * The marks of places: who holds each is its colour and shape, how surely its
 * fill and outline, what kind of place the frame around it.
 *
 * @typedef {{place: Place, control: Control, x: number, y: number, r: number,
 *   isChanged: boolean, isStale: boolean, isSelected: boolean}} Mark
 */

const RADIUS = /** @type {Object<string, number>} */ ({
  city: 5.8, town: 4, village: 2.8, quarter: 2.8, base: 3.3, airport: 3.5,
});
const SITE_RADIUS = 3.1;
const SITES = new Set(["base", "airport", "crossing", "junction", "dam", "hill", "facility"]);
const QUARTER_PIXELS_PER_KM = 3.5;

const DISC = "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z";

/** @type {Map<string, Path2D>} */
const shapePaths = new Map();

/** The shape of an actor's marks; a disc where there is no such actor. @param {World} world @param {Actor | undefined} actor */
function shapePath(world, actor) {
  const shape = actor ? actor.shape : "disc";
  let path = shapePaths.get(shape);
  if (!path) {
    path = new Path2D(world.shapes[shape] || DISC);
    shapePaths.set(shape, path);
  }
  return path;
}

/**
 * The marks that a view shows, the least important first.
 * @param {World} world @param {View} view @param {number} day
 * @param {{growth: number, selected?: number}} options `growth` scales every mark.
 * @returns {Mark[]}
 */
function marksIn(world, view, day, options) {
  const hasQuarters = pixelsPerKm(view) >= QUARTER_PIXELS_PER_KM;
  /** @type {Mark[]} */
  const marks = [];
  for (const place of world.places) {
    if (!place.isDrawn) continue;
    const isSelected = place.index === options.selected;
    const isChanged = changedOn(world, place.index, day);
    if (place.kind === "quarter" && !hasQuarters && !isSelected) continue;
    const x = screenX(view, place.mx), y = screenY(view, place.my);
    if (x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
    const control = controlOn(world, place.index, day);
    const size = (RADIUS[place.kind] || SITE_RADIUS) * (place.rank === 1 ? 1.2 : 1);
    marks.push({
      place, control, x, y, r: size * options.growth, isChanged, isSelected,
      isStale: isStale(world, control, day),
    });
  }
  const weight = (/** @type {Mark} */ mark) =>
    mark.r + (mark.isChanged ? 3 : 0) + (mark.control.status === "unknown" ? -3 : 0) + (mark.isSelected ? 99 : 0);
  return marks.sort((a, b) => weight(a) - weight(b) || b.place.rank - a.place.rank);
}

/**
 * Draw one mark, with whatever it says besides its holder.
 * @param {CanvasRenderingContext2D} context @param {World} world @param {Theme} theme @param {Mark} mark
 */
function drawMark(context, world, theme, mark) {
  const { control, x, y, r } = mark;
  if (mark.isChanged && control.status !== "unknown") ring(context, theme, x, y, outerRadius(mark) + 1.7);
  if (SITES.has(mark.place.kind)) siteFrame(context, theme, mark);
  if (control.status === "held") heldMark(context, world, theme, mark);
  else if (control.status === "contested") contestedMark(context, world, theme, mark);
  else unknownMark(context, theme, mark);
  if (control.besieged.length) {
    siegeRing(context, colorOf(theme, world.actors[control.besieged[0]]), theme, x, y, r * 1.25 + 2.6);
  }
  control.claimed.forEach((actor, i) => claimFlag(context, world, theme, mark, actor, i));
  if (mark.isSelected) selection(context, theme, x, y, outerRadius(mark) + 5);
}

/** How far a mark reaches from its spot, pixels. @param {Mark} mark */
function outerRadius(mark) {
  let reach = mark.r * 1.1;
  if (SITES.has(mark.place.kind)) reach = mark.r * 1.7;
  if (mark.control.besieged.length) reach = Math.max(reach, mark.r * 1.25 + 3.4);
  if (mark.control.claimed.length) reach = Math.max(reach, mark.r * 1.5 + 1);
  return reach;
}

/**
 * @param {CanvasRenderingContext2D} context @param {World} world @param {Theme} theme @param {Mark} mark
 */
function heldMark(context, world, theme, mark) {
  const actor = world.actors[mark.control.holder];
  const color = colorOf(theme, actor);
  const basis = mark.control.basis;
  const isSite = SITES.has(mark.place.kind);
  context.save();
  context.translate(mark.x, mark.y);
  const size = isSite ? mark.r * 0.8 : mark.r;
  context.scale(size, size);
  const path = shapePath(world, actor);
  const unit = 1 / size;
  context.lineJoin = "round";
  stroke(context, path, theme.halo, 2.6 * unit);
  if (basis === "assumed" || basis === "claimed" || basis === "") {
    context.fillStyle = mix(color, theme.halo, 0.54);
    context.fill(path);
    stroke(context, path, color, 1.3 * unit);
  } else {
    context.fillStyle = basis === "inherited" ? mix(color, theme.halo, 0.24) : color;
    context.fill(path);
    const edge = theme.isDark ? mix(color, "#ffffff", 0.45) : mix(color, "#000000", 0.34);
    if (mark.isStale) context.setLineDash([1.8 * unit, 1.5 * unit]);
    stroke(context, path, mark.isStale ? theme.ink : edge, (mark.isStale ? 1.3 : 0.8) * unit);
  }
  context.restore();
}

/**
 * Equal sectors in the colours of those who fight for the place.
 * @param {CanvasRenderingContext2D} context @param {World} world @param {Theme} theme @param {Mark} mark
 */
function contestedMark(context, world, theme, mark) {
  const actors = mark.control.contested.length ? mark.control.contested : [-1];
  const r = mark.r * 1.12 + 0.6;
  const turn = (2 * Math.PI) / actors.length;
  context.beginPath();
  context.arc(mark.x, mark.y, r + 1.5, 0, 7);
  context.fillStyle = theme.halo;
  context.fill();
  actors.forEach((actor, i) => {
    const start = -Math.PI * 0.75 + i * turn;
    context.beginPath();
    context.moveTo(mark.x, mark.y);
    context.arc(mark.x, mark.y, r, start, start + turn);
    context.closePath();
    context.fillStyle = colorOf(theme, world.actors[actor]);
    context.fill();
  });
  context.beginPath();
  context.arc(mark.x, mark.y, r, 0, 7);
  if (mark.isStale) context.setLineDash([1.8, 1.5]);
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.3;
  context.stroke();
  context.setLineDash([]);
  const start = -Math.PI * 0.75;
  context.beginPath();
  actors.forEach((_, i) => {
    context.moveTo(mark.x, mark.y);
    context.lineTo(mark.x + r * Math.cos(start + i * turn), mark.y + r * Math.sin(start + i * turn));
  });
  context.lineWidth = 1;
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {Theme} theme @param {Mark} mark */
function unknownMark(context, theme, mark) {
  context.beginPath();
  context.arc(mark.x, mark.y, Math.max(1.8, mark.r * 0.72), 0, 7);
  context.fillStyle = theme.halo;
  context.fill();
  context.strokeStyle = mark.isChanged ? theme.ink : theme.none;
  context.lineWidth = mark.isChanged ? 1.6 : 1;
  context.stroke();
}

/**
 * A small mark of the claimant at the shoulder of the holder's.
 * @param {CanvasRenderingContext2D} context @param {World} world @param {Theme} theme
 * @param {Mark} mark @param {number} actor @param {number} order
 */
function claimFlag(context, world, theme, mark, actor, order) {
  const size = Math.max(1.9, mark.r * 0.56);
  const away = mark.r * 0.92 + 0.6;
  context.save();
  context.translate(mark.x + away * (order % 2 ? -1 : 1), mark.y - away);
  context.scale(size, size);
  const path = shapePath(world, world.actors[actor]);
  stroke(context, path, theme.halo, 2.4 / size);
  context.fillStyle = colorOf(theme, world.actors[actor]);
  context.fill(path);
  stroke(context, path, theme.ink, 0.7 / size);
  context.restore();
}

/**
 * What marks a place that is not a settlement: strokes around its mark.
 * @param {CanvasRenderingContext2D} context @param {Theme} theme @param {Mark} mark
 */
function siteFrame(context, theme, mark) {
  const { x, y } = mark;
  const d = mark.r * 1.55;
  const path = new Path2D();
  const line = (/** @type {number[]} */ ...points) => {
    path.moveTo(x + points[0] * d, y + points[1] * d);
    for (let i = 2; i < points.length; i += 2) path.lineTo(x + points[i] * d, y + points[i + 1] * d);
  };
  const kind = mark.place.kind;
  if (kind === "airport") {
    line(0, -1.15, 0, 1.05);
    line(-1.2, 0.25, 0, -0.35, 1.2, 0.25);
    line(-0.5, 1.1, 0, 0.75, 0.5, 1.1);
  } else if (kind === "base") {
    line(-1, -0.45, -1, -1, -0.45, -1);
    line(1, -0.45, 1, -1, 0.45, -1);
    line(-1, 0.45, -1, 1, -0.45, 1);
    line(1, 0.45, 1, 1, 0.45, 1);
  } else if (kind === "crossing") {
    line(-1, -1, -1, 1);
    line(1, -1, 1, 1);
  } else if (kind === "junction") {
    line(-1, -1, 1, 1);
    line(-1, 1, 1, -1);
  } else if (kind === "dam") {
    line(-1.1, 1, 1.1, 1);
    line(-1.1, 0.65, -1.1, 1);
    line(1.1, 0.65, 1.1, 1);
  } else if (kind === "hill") {
    line(-1.05, 0.3, 0, -1.15, 1.05, 0.3);
  } else {
    line(-1, -1, 1, -1, 1, 1, -1, 1, -1, -1);
  }
  context.lineCap = "round";
  stroke(context, path, theme.halo, 3);
  stroke(context, path, theme.ink, 1.1);
  context.lineCap = "butt";
}

/**
 * @param {CanvasRenderingContext2D} context @param {Theme} theme @param {number} x @param {number} y @param {number} r
 */
function ring(context, theme, x, y, r) {
  context.beginPath();
  context.arc(x, y, r, 0, 7);
  context.strokeStyle = theme.halo;
  context.lineWidth = 2.4;
  context.stroke();
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context @param {string} color @param {Theme} theme
 * @param {number} x @param {number} y @param {number} r
 */
function siegeRing(context, color, theme, x, y, r) {
  for (const [style, width] of /** @type {[string, number][]} */ ([[theme.halo, 3.4], [color, 2]])) {
    context.beginPath();
    for (let i = 0; i < 4; i += 1) {
      const start = (i * Math.PI) / 2 + 0.28;
      context.moveTo(x + r * Math.cos(start), y + r * Math.sin(start));
      context.arc(x, y, r, start, start + Math.PI / 2 - 0.56);
    }
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
}

/**
 * @param {CanvasRenderingContext2D} context @param {Theme} theme @param {number} x @param {number} y @param {number} r
 */
function selection(context, theme, x, y, r) {
  context.beginPath();
  context.arc(x, y, r, 0, 7);
  context.strokeStyle = theme.halo;
  context.lineWidth = 5;
  context.stroke();
  context.strokeStyle = theme.ink;
  context.lineWidth = 2.4;
  context.stroke();
}

/**
 * The mark at a spot, the topmost and nearest.
 * @param {Mark[]} marks In drawing order.
 * @param {number} x @param {number} y
 * @returns {Mark | null}
 */
function markAt(marks, x, y) {
  let best = null, least = Infinity;
  for (const mark of marks) {
    const distance = Math.hypot(mark.x - x, mark.y - y);
    if (distance <= Math.max(9, outerRadius(mark) + 3) && distance - mark.r * 0.4 <= least) {
      best = mark;
      least = distance - mark.r * 0.4;
    }
  }
  return best;
}
