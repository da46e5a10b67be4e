// @ts-check
/**
 * A field that finds places in any spelling, with a list to choose from.
 */

/** A name of a time with its days, half open: `Constantinople (– 1930)`. @param {World} world @param {Place} place @param {string} matched */
function sayTerm(world, place, matched) {
  const dated = (world.ages.spelt.get(place.index) || []).find(([text]) => text === matched);
  return dated ? `${matched} (${[dated[1], "–", dated[2]].filter(Boolean).join(" ")})` : "";
}

class SearchBox {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    const words = app.world.words.x;
    this.at = -1;
    /** @type {Place[]} */
    this.found = [];
    this.input = /** @type {HTMLInputElement} */ (make("input", {
      type: "text", id: "x-find", role: "combobox", placeholder: words.find, "aria-label": words.find_label, autocomplete: "off",
      "aria-expanded": "false", "aria-controls": "x-found", "aria-autocomplete": "list", spellcheck: "false", dir: "auto",
    }));
    this.list = make("ul", { id: "x-found", role: "listbox", "aria-label": words.found, hidden: true });
    this.node = make("div", { class: "x-search", role: "search" }, this.input, this.list);
    this.input.addEventListener("input", () => this.look());
    this.input.addEventListener("focus", () => {
      this.look();
      setTimeout(() => app.finder(), 60);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.show([]), 150));
  }

  look() {
    const { app } = this;
    this.show(this.input.value.trim() ? app.finder().suggest(this.input.value) : []);
    if (this.input.value.trim()) app.say(counted(app.world.words.x, "places", this.found.length));
  }

  /** @param {{place: Place, matched: string}[]} found */
  show(found) {
    const { world } = this.app;
    this.found = found.map((each) => each.place);
    this.at = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(!!found.length));
    this.list.replaceChildren(...found.map(({ place, matched }, i) => {
      const where = regionName(world, place);
      const [english, arabic] = placeNamesOn(world, place);
      const other = world.lang === "ar" ? english : arabic;
      const node = make("li", { role: "option", id: `x-found-${i}`, "aria-selected": "false" },
        make("strong", {}, name(placeName(world, place))), " ", other && make("span", { class: "soft" }, name(other)),
        make("span", { class: "soft" }, [sayTerm(world, place, matched), world.words.kind[place.kind], where].filter(Boolean).join(" · ")));
      node.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.choose(i);
      });
      return node;
    }));
  }

  /** @param {number} i */
  choose(i) {
    const place = this.found[i];
    if (!place) return;
    this.show([]);
    this.input.value = placeName(this.app.world, place);
    this.app.goTo(place);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Enter") this.choose(Math.max(0, this.at));
    else if (event.key === "Escape") {
      if (this.list.hidden) this.input.value = "";
      this.show([]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const count = this.found.length;
      if (!count) return;
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : count - 1) + (this.at < 0 && event.key === "ArrowUp" ? 1 : 0)) % count;
      Array.from(this.list.children).forEach((node, i) => node.setAttribute("aria-selected", String(i === this.at)));
      this.input.setAttribute("aria-activedescendant", `x-found-${this.at}`);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
