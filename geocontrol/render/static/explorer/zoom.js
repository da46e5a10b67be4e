// @ts-check
/**
 * What buttons and keys zoom around: the chosen place while it is seen, else the middle
 * of the part of the map that no card covers.
 */

/** Where zooming leaves the map as it is, pixels of the map. @param {Explorer} app @returns {[number, number]} */
function zoomAnchor(app) {
  const { map, world, sight } = app;
  const size = map.getSize();
  const height = freeHeight(app);
  const place = world.places[sight.place];
  if (place?.isDrawn) {
    const { x, y } = map.latLngToContainerPoint([place.lat, place.lon]);
    if (x >= 0 && y >= 0 && x <= size.x && y <= height) return [x, y];
  }
  return [size.x / 2, height / 2];
}

/** How much of the map, from above, the card leaves free. @param {Explorer} app */
function freeHeight({ map }) {
  const frame = map.getContainer().getBoundingClientRect();
  const card = /** @type {HTMLElement} */ (byId("card")).getBoundingClientRect();
  const isOver = card.width > 0 && card.left < frame.right - 40 && card.top < frame.bottom;
  return isOver ? Math.max(80, card.top - frame.top) : frame.height;
}

/** Let Leaflet's buttons and keys zoom around what is looked at. @param {Explorer} app */
function zoomWhereLooked(app) {
  const { map } = app;
  map.setZoom = (/** @type {number} */ zoom) => {
    const { L } = /** @type {any} */ (window);
    const wanted = Math.max(map.getMinZoom(), Math.min(map.getMaxZoom(), zoom));
    return map.setZoomAround(L.point(...zoomAnchor(app)), wanted, { animate: false });
  };
}
