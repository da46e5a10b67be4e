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
 * @param {GroundPath[]} ground @param {Underlay[]} under
 */
function drawPicture(app, context, width, height, ground, under) {
  const { world, sight, board } = app;
  const theme = LIGHT;
  const isBack = world.lang === "ar";
  const edge = isBack ? width - PICTURE_MARGIN : PICTURE_MARGIN;
  const total = pictureHeight(height);
  context.fillStyle = "#fcfaf6";
  context.fillRect(0, 0, width, total);
  const shift = 78;
  context.save();
  context.translate(0, shift);
  const view = { ...board.view };
  const faces = [{ world, day: sight.day }];
  const drawn = drawDay(context, context, faces[0].world, view, theme, ground, {
    day: sight.day, ...detail(view, board.closer), selected: sight.place, under,
  });
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
  const source = [app.attributions.join(" · "), app.hash && `sha256:${app.hash.slice(0, 16)}`].filter(Boolean).join(" · ");
  writeLine(context, cutTo(context, source, width - 2 * PICTURE_MARGIN), edge, y + 22, `400 10px ${FONT}`, theme.soft, isBack);
  return drawn;
}

/** @param {number} height Of the map. */
function pictureHeight(height) {
  return height + 78 + 62;
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} width */
function cutTo(context, text, width) {
  context.font = `400 10px ${FONT}`;
  let out = text;
  while (out.length > 20 && context.measureText(out).width > width) out = `${out.slice(0, -8).trimEnd()}…`;
  return out;
}

/** @param {Explorer} app @returns {HTMLCanvasElement} */
function pictureCanvas(app) {
  const { width, height } = app.board.view;
  const canvas = document.createElement("canvas");
  const context = sharpen(canvas, width, pictureHeight(height));
  drawPicture(app, context, width, height, app.board.ground, app.board.under);
  return canvas;
}

/** @param {Explorer} app @returns {string} */
function pictureSvg(app) {
  const { width, height } = app.board.view;
  return withWrittenPaths(() => {
    const context = new SvgContext(width, pictureHeight(height));
    const under = app.land.fits ? [new Areas(app.world, app.data.land).underlay()] : [];
    drawPicture(app, /** @type {any} */ (context), width, height, readGround(app.world), under);
    return context.text(`${app.title()}: ${longDay(app.world, app.sight.day)}`);
  });
}
