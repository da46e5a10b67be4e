// @ts-check
/**
 * The ground: land, neighbours, water, lines.
 *
 * @typedef {{path: Path2D, layer: string, name: string, at: number[] | null}} GroundPath
 */

const FILLED = new Set(["land", "neighbour", "governorate", "lake", "sea"]);

/**
 * Unpack a basemap once.
 * @param {World} world
 * @returns {GroundPath[]}
 */
function readGround(world) {
  return world.basemap.map((feature) => ({
    layer: feature.layer,
    path: linePath(feature.lines.map(readLine), FILLED.has(feature.layer)),
    name: (world.lang === "ar" && feature.ar) || feature.name || "",
    at: feature.at ? [mercatorX(feature.at[0]), mercatorY(feature.at[1])] : null,
  }));
}

/**
 * A path of Mercator units as it lies in a view.
 * @param {Path2D} path @param {View} view
 */
function placed(path, view) {
  const result = new Path2D();
  result.addPath(path, new DOMMatrix([view.scale, 0, 0, view.scale, -view.left, -view.top]));
  return result;
}

/**
 * Draw the ground. Areas of control go between `drawGround` and `drawLines`.
 * @param {CanvasRenderingContext2D} context @param {View} view @param {GroundPath[]} ground @param {Theme} theme
 */
function drawGround(context, view, ground, theme) {
  const hasNeighbours = ground.some((item) => item.layer === "neighbour");
  context.fillStyle = hasNeighbours ? theme.water : theme.neighbour;
  context.fillRect(0, 0, view.width, view.height);
  context.lineJoin = "round";
  for (const layer of ["neighbour", "land"]) {
    for (const item of ground.filter((each) => each.layer === layer)) {
      const path = placed(item.path, view);
      context.fillStyle = layer === "land" ? theme.land : theme.neighbour;
      context.fill(path, "evenodd");
      if (layer === "neighbour") stroke(context, path, theme.line, 0.75);
    }
  }
}

/**
 * Draw what lies over areas of control and under marks: borders, rivers, lakes.
 * @param {CanvasRenderingContext2D} context @param {View} view @param {GroundPath[]} ground @param {Theme} theme
 */
function drawLines(context, view, ground, theme) {
  const styles = /** @type {[string, string, number][]} */ ([
    ["governorate", theme.line, 0.8], ["river", theme.river, 1.3], ["land", theme.border, 1.1],
  ]);
  for (const item of ground.filter((each) => each.layer === "lake" || each.layer === "sea")) {
    const path = placed(item.path, view);
    context.fillStyle = theme.water;
    context.fill(path, "evenodd");
    stroke(context, path, theme.river, 0.6);
  }
  for (const [layer, color, width] of styles) {
    for (const item of ground.filter((each) => each.layer === layer)) {
      stroke(context, placed(item.path, view), color, width);
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} context @param {Path2D} path @param {string} color @param {number} width
 */
function stroke(context, path, color, width) {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke(path);
}
