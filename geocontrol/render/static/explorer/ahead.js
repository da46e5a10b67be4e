// @ts-check
/**
 * Land drawn before its day comes: that of the days next to the one shown, when the
 * browser has time. A picture is put in only for the very face, view and look it was
 * drawn for; no more are kept than those days and the one compared with.
 */

const AFTER_TURN_MS = 5;
const AFTER_MOVE_MS = 250;
const AT_LATEST_MS = 400;

class LandAhead {
  /** @param {Board} board */
  constructor(board) {
    this.board = board;
    /** @type {Map<string, {world: World, picture: HTMLCanvasElement}>} */
    this.kept = new Map();
    this.last = board.day;
    this.step = 1;
    this.asked = 0;
    /** How often land was at hand when its day came. */
    this.hits = 0;
  }

  /** All that the land of a face depends on, but for its world. @param {Face} face */
  keyOf({ day }) {
    const { view, theme, landCanvas } = this.board;
    return [day, this.board.underLook(), theme.isDark, landCanvas.width, landCanvas.height,
      view.scale, view.left, view.top, view.width, view.height].join(" ");
  }

  /** Whether there is a picture of a face. @param {Face} face */
  pictureOf(face) {
    const known = this.kept.get(this.keyOf(face));
    return known && known.world === face.world ? known.picture : undefined;
  }

  /** Put the land of a face on a canvas: as it was drawn ahead, or drawn now. @param {HTMLCanvasElement} canvas @param {Face} face */
  paint(canvas, face) {
    const { board } = this;
    const context = board.groundCanvas(canvas);
    const picture = this.pictureOf(face);
    if (picture) {
      context.resetTransform();
      context.drawImage(picture, 0, 0);
      this.hits += 1;
    } else {
      for (const draw of board.underOf(face)) draw(context, board.view, board.theme, face.day);
    }
  }

  /** The faces that may come next, the likeliest first. @returns {Face[]} */
  next() {
    const { world, day, other } = this.board;
    const days = [day + this.step, day - this.step].filter((near) => near >= world.first && near <= world.last);
    return [...days.map((near) => ({ world, day: near })), ...(other ? [other] : [])];
  }

  /** Let go of what cannot come next, and draw the rest when there is time. */
  plan() {
    const { board } = this;
    if (board.day !== this.last) this.step = Math.sign(board.day - this.last);
    const isTurn = board.day !== this.last;
    this.last = board.day;
    const near = [{ world: board.world, day: board.day }, ...this.next()];
    const pictures = new Set(near.map((face) => this.pictureOf(face)));
    for (const [key, { picture }] of this.kept) {
      if (pictures.has(picture)) continue;
      picture.width = 0;
      this.kept.delete(key);
    }
    this.asked += 1;
    if (!board.underLook()) return;
    this.soon(isTurn ? AFTER_TURN_MS : AFTER_MOVE_MS);
  }

  /** Draw once a frame has passed and the browser has time. @param {number} after Milliseconds. */
  soon(after) {
    const asked = this.asked += 1;
    const act = () => asked === this.asked && this.draw();
    requestAnimationFrame(() => {
      setTimeout(() => {
        if (asked !== this.asked) return;
        if (window.requestIdleCallback) window.requestIdleCallback(act, { timeout: AT_LATEST_MS });
        else act();
      }, after);
    });
  }

  /** Draw one face, and come back for the others. */
  draw() {
    const { board } = this;
    const face = board.isOneSheet ? undefined : this.next().find((near) => !this.pictureOf(near));
    if (!face) return;
    const picture = document.createElement("canvas");
    const context = board.groundCanvas(picture);
    for (const draw of board.underOf(face)) draw(context, board.view, board.theme, face.day);
    context.getImageData(0, 0, 1, 1); // Or it would be drawn only when it is put in.
    this.kept.set(this.keyOf(face), { world: face.world, picture });
    this.soon(AFTER_TURN_MS);
  }
}
