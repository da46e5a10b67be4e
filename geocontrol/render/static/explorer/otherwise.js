// @ts-check
/**
 * What looks otherwise: than on another day, or than by all that is known now.
 */

/** @param {Control} a @param {Control} b */
function looksLike(a, b) {
  return a === b || face(a) === face(b);
}

/**
 * Ring what looks otherwise by all that is known now.
 * @param {CanvasRenderingContext2D} context
 * @param {{full?: World | null, world: World, day: number}} shown All that is known, if it is more than what is shown.
 * @param {Mark[]} marks @param {Theme} theme
 */
function ringUnknowing(context, { full, world, day }, marks, theme) {
  if (!full || full === world) return;
  context.setLineDash([3, 2.4]);
  for (const mark of marks) {
    if (looksLike(mark.control, controlOn(full, mark.place.index, day))) continue;
    const path = new Path2D();
    path.arc(mark.x, mark.y, outerRadius(mark) + (mark.isChanged ? 5 : 2.6), 0, 7);
    stroke(context, path, theme.isDark ? "#ff8ad8" : "#a3117d", 1.7);
  }
  context.setLineDash([]);
}
