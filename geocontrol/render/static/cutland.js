// @ts-check
/**
 * Land that a day page finds out by itself: once the map stands, the land of each place
 * is cut out between frames.
 */

const CUT_MS = 12;

/** What of a sheet the land of each place tells. @param {World} world @param {NearestLand} nearest */
function finder(world, nearest) {
  const outline = outlineOf(world);
  return (/** @type {any} */ packed, /** @type {number} */ day) => ({
    marked: nearest.marked(world, day), outline,
    ...(packed.borders ? {} : nearest.divide(world, day, true)),
  });
}

/** Cut when the browser has time, or all at once before it prints; then draw. @param {DayPage} page */
function cutSoon(page) {
  const { world, areas } = page;
  if (!areas.packed.size) return;
  /** @type {number[]} */
  const within = new Array(world.places.length).fill(-1);
  for (const [quarter, city] of world.quarters) within[quarter] = city;
  const cutting = nearestCells(world.places, within, world.land.radius_km);
  const cutUntil = (/** @type {number} */ time) => {
    while (!areas.find && performance.now() < time) {
      const { done, value } = cutting.next();
      if (!done || !value) continue;
      areas.find = finder(world, new NearestLand(world.places.length, value.tops, value.quarters));
      areas.read.clear();
      page.redraw();
    }
  };
  const slice = () => {
    cutUntil(performance.now() + CUT_MS);
    if (!areas.find) setTimeout(slice, 0);
  };
  window.addEventListener("beforeprint", () => cutUntil(Infinity), { capture: true });
  requestAnimationFrame(() => setTimeout(slice, 0));
}

starters.push(cutSoon);
