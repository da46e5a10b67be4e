// @ts-check
/**
 * Where on a canvas a spot of the earth lies. Web Mercator, as Leaflet has it.
 *
 * @typedef {{scale: number, left: number, top: number, width: number, height: number}} View
 *   `scale` is the width of the world in pixels, `left` and `top` the pixel of the
 *   world at the canvas's upper left corner.
 */

/** @param {number} lon Degrees. @returns {number} 0 to 1, west to east. */
function mercatorX(lon) {
  return (lon + 180) / 360;
}

/** @param {number} lat Degrees. @returns {number} 0 to 1, north to south. */
function mercatorY(lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** @param {View} view @param {number} mx */
function screenX(view, mx) {
  return mx * view.scale - view.left;
}

/** @param {View} view @param {number} my */
function screenY(view, my) {
  return my * view.scale - view.top;
}

/**
 * The view that Leaflet shows.
 * @param {any} map An `L.Map`.
 * @returns {View}
 */
function viewOf(map) {
  const size = map.getSize();
  const corner = map.project(map.containerPointToLatLng([0, 0]));
  return {
    scale: 256 * 2 ** map.getZoom(), left: corner.x, top: corner.y, width: size.x, height: size.y,
  };
}

/**
 * The view that shows a box in a frame, as large as it fits.
 * @param {number[]} box West, south, east, north, degrees.
 * @param {number} width Pixels.
 * @param {number} height Pixels.
 * @returns {View}
 */
function viewFor(box, width, height) {
  const [west, south, east, north] = box;
  const x0 = mercatorX(west), x1 = mercatorX(east), y0 = mercatorY(north), y1 = mercatorY(south);
  const scale = Math.min(width / (x1 - x0), height / (y1 - y0));
  return {
    scale,
    left: ((x0 + x1) / 2) * scale - width / 2,
    top: ((y0 + y1) / 2) * scale - height / 2,
    width, height,
  };
}

/**
 * How many pixels a kilometre has in the middle of a view.
 * @param {View} view
 */
function pixelsPerKm(view) {
  const my = (view.top + view.height / 2) / view.scale;
  const lat = Math.atan(Math.sinh(Math.PI * (1 - 2 * my)));
  return view.scale / (40075 * Math.cos(lat));
}

/**
 * Make a canvas as large as a view, empty, sharp on fine screens and on paper.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 * @param {number} [least] Pixels of the canvas for one of the page, at least.
 * @returns {CanvasRenderingContext2D}
 */
function sharpen(canvas, width, height, least = 2) {
  const ratio = Math.max(least, Math.min(3, window.devicePixelRatio || 1));
  const columns = Math.round(width * ratio), rows = Math.round(height * ratio);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  } else {
    context.reset();
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
