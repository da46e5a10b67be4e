// @ts-check
/**
 * What is shown as one picture: the map, its day above it, its holders and sources below.
 */

const PICTURE_MARGIN = 22;

/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} x @param {number} y @param {string} font @param {string} color @param {boolean} isBack */
function writeLine(context, text, x, y, font, color, isBack) {
  context.font = font;
  context.fillStyle = color;
  context.direction = isBack ? "rtl" : "ltr";
  context.textAlign = "left";
  const width = context.measureText(text).width;
  context.fillText(text, isBack ? x - width : x, y);
  return width;
}

/**
 * Draw what is shown, with title, legend and sources.
 * @param {Explorer} app @param {CanvasRenderingContext2D} context @param {number} width @param {number} height Of the map.
 * @param {GroundPath[]} ground @param {boolean} isFresh Of new paths, to be written down.
 */
function drawPicture(app, context, width, height, ground, isFresh) {
  app.land.finish();
  const { world, sight } = app;
  const theme = LIGHT;
  const isBack = world.lang === "ar";
  const edge = isBack ? width - PICTURE_MARGIN : PICTURE_MARGIN;
  const total = pictureHeight(height);
  context.fillStyle = "#fcfaf6";
  context.fillRect(0, 0, width, total);
  const shift = 78;
  context.save();
  context.translate(0, shift);
  const other = app.otherFace();
  const cut = other && app.swipe ? width * app.swipe.share : 0;
  if (other) drawFace(app, context, other, { x: 0, width: cut, height }, ground, isFresh);
  drawFace(app, context, { world, day: sight.day }, { x: cut, width: width - cut, height }, ground, isFresh);
  if (other) {
    context.fillStyle = theme.ink;
    context.fillRect(cut - 1, 0, 2, height);
    const names = [app.faceName(sight.vs, sight.vsKnown), app.faceName(sight.day, sight.known)];
    writeLine(context, names[0], cut - 10, 24, `700 15px ${FONT}`, theme.ink, true);
    writeLine(context, names[1], cut + 10, 24, `700 15px ${FONT}`, theme.ink, false);
  }
  context.restore();
  context.fillStyle = "#fcfaf6";
  context.fillRect(0, 0, width, shift);
  context.fillRect(0, shift + height, width, total - shift - height);
  writeLine(context, app.title(), edge, 22, `400 12.5px ${FONT}`, theme.soft, isBack);
  writeLine(context, longDay(world, sight.day), edge, 54, `700 30px ${FONT}`, theme.ink, isBack);
  const lens = app.lensText();
  if (lens) writeLine(context, lens, edge, 71, `600 12.5px ${FONT}`, "#9a1f16", isBack);
  const tally = tallyOf(world);
  const at = sight.day - world.first;
  let x = edge;
  const y = shift + height + 24;
  const order = world.actors.filter((actor) => tally.held[actor.index][at] > 0).sort((a, b) => tally.held[b.index][at] - tally.held[a.index][at]);
  for (const actor of order) {
    const control = { ...UNKNOWN, status: "held", holder: actor.index, basis: "assessed" };
    drawMark(context, world, theme, keyOf(control, "town", x + (isBack ? -6 : 6), y - 4, 5.4));
    const text = `${actorName(world, actor.index)} ${tally.held[actor.index][at]}`;
    const used = writeLine(context, text, x + (isBack ? -17 : 17), y, `400 12.5px ${FONT}`, theme.ink, isBack) + 36;
    x += isBack ? -used : used;
  }
  const sources = [app.hash && `sha256:${app.hash.slice(0, 16)}`, ...app.attributions].filter(Boolean);
  linesOf(context, sources, width - 2 * PICTURE_MARGIN).forEach((line, i) =>
    writeLine(context, line, edge, y + 20 + i * 14, `400 10px ${FONT}`, theme.soft, isBack));
}

/** @param {number} height Of the map. */
function pictureHeight(height) {
  return height + 78 + 86;
}

/** Put sources on as many lines as they need. @param {CanvasRenderingContext2D} context @param {string[]} sources @param {number} width */
function linesOf(context, sources, width) {
  context.font = `400 10px ${FONT}`;
  /** @type {string[]} */
  const lines = [];
  for (const source of sources) {
    const last = lines[lines.length - 1];
    const longer = last ? `${last} · ${source}` : source;
    if (last && context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(source);
  }
  return lines;
}

/**
 * One state of the map, cut to a part of the picture; what the filter stops is left out.
 * @param {Explorer} app @param {CanvasRenderingContext2D} context @param {Face} shown
 * @param {{x: number, width: number, height: number}} part @param {GroundPath[]} ground @param {boolean} isFresh
 */
function drawFace(app, context, shown, part, ground, isFresh) {
  const { board, sight } = app;
  const pass = filterOf(app.filter);
  const places = shown.world.places.map((place) =>
    (!pass || pass(place, controlOn(shown.world, place.index, shown.day)) ? place : { ...place, isDrawn: false }));
  const frame = new Path2D();
  frame.rect(part.x, 0, part.width, part.height);
  context.save();
  context.clip(frame);
  const view = { ...board.view };
  const { marks } = drawDay(context, context, { ...shown.world, places }, view, LIGHT, ground, {
    day: shown.day, ...detail(view, board.closer), selected: sight.place, under: [app.land.underlay(shown, isFresh), app.roadMap.underlay(shown)],
  });
  ringUnknowing(context, { full: board.full, world: shown.world, day: shown.day }, marks, LIGHT);
  context.restore();
}

/** @param {Explorer} app @returns {HTMLCanvasElement} */
function pictureCanvas(app) {
  const { width, height } = app.board.view;
  const canvas = document.createElement("canvas");
  const context = sharpen(canvas, width, pictureHeight(height));
  drawPicture(app, context, width, height, app.board.ground, false);
  return canvas;
}

/** @param {Explorer} app @returns {string} */
function pictureSvg(app) {
  const { width, height } = app.board.view;
  return withWrittenPaths(() => {
    const context = new SvgContext(width, pictureHeight(height));
    drawPicture(app, /** @type {any} */ (context), width, height, readGround(app.world), true);
    return context.text(`${app.title()}: ${longDay(app.world, app.sight.day)}`);
  });
}
