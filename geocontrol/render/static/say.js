// @ts-check
/**
 * States and days in the words of the page's language.
 */

/**
 * A day in a few letters, with its year where that is not the map's.
 * @param {World} world @param {number} day
 */
function shortDay(world, day) {
  const date = new Date(day * 864e5);
  const text = `${date.getUTCDate()} ${world.words.months_short[date.getUTCMonth()]}`;
  const year = date.getUTCFullYear();
  return year === new Date(world.last * 864e5).getUTCFullYear() ? text : `${text} ${year}`;
}

/** @param {World} world @param {number} day */
function longDay(world, day) {
  const date = new Date(day * 864e5);
  return `${date.getUTCDate()} ${world.words.months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** @param {number} day */
function isoDay(day) {
  return new Date(day * 864e5).toISOString().slice(0, 10);
}

/** The name of an actor, by default that of the world's day. @param {World} world @param {number} actor @param {number} [day] */
function actorName(world, actor, day = world.day) {
  const found = world.actors[actor];
  if (!found) return "";
  const row = world.ages.actors.get(actor);
  const [short, ar] = row ? valueOn(row, day).slice(1) : [found.short, found.ar];
  return world.lang === "ar" && ar ? ar : short;
}

/** The whole name of an actor on the world's day. @param {World} world @param {number} actor */
function fullName(world, actor) {
  const { name, ar } = world.actors[actor];
  const row = world.ages.actors.get(actor);
  const [english, , arabic] = row ? valueOn(row, world.day) : [name, "", ar];
  return world.lang === "ar" && arabic ? arabic : english;
}

/** @param {World} world @param {number[]} actors @param {number} [day] */
function actorNames(world, actors, day) {
  return listed(world, actors.map((actor) => actorName(world, actor, day)));
}

/**
 * Names one after another: `a, b and c`; the Arabic "and" is one word with an Arabic name.
 * @param {World} world @param {string[]} names
 */
function listed(world, names) {
  if (names.length < 2) return names.join("");
  const { comma, and } = world.words, last = names[names.length - 1];
  const space = world.lang === "ar" && !/^[ -~]*$/.test(last) ? "" : " ";
  return `${names.slice(0, -1).join(comma)} ${and}${space}${last}`;
}

/** The English and the Arabic name of a place on a day. @param {World} world @param {Place} place @param {number} [day] @returns {string[]} */
function placeNamesOn(world, place, day = world.day) {
  const row = world.ages.places.get(place.index) || world.ages.areas.get(place.index);
  return row ? valueOn(row, day).slice(0, 2) : [place.name, place.ar];
}

/** @param {World} world @param {Place} place @param {number} [day] */
function placeName(world, place, day) {
  const [english, arabic] = placeNamesOn(world, place, day);
  return world.lang === "ar" && arabic ? arabic : english;
}

/** The name of the region that a place lies in, or nothing. @param {World} world @param {Place} place @param {number} [day] */
function regionName(world, place, day = world.day) {
  const region = regionOf(world, place, day);
  if (!region) return "";
  const row = world.ages.regions.get(world.regions.indexOf(region));
  const [english, arabic] = row ? valueOn(row, day) : [region.name, region.ar];
  return world.lang === "ar" && arabic ? arabic : english;
}

/**
 * Who holds a place, in a few words: `Held by HTS-led; claimed by SNA`.
 * @param {World} world @param {Control} control @param {number} [day] Whose names are said.
 */
function sayControl(world, control, day) {
  const words = world.words;
  let text = words.unknown_holder;
  if (control.status === "held") {
    text = fill(words.held_by, { actor: actorName(world, control.holder, day) });
  } else if (control.status === "contested") {
    text = control.contested.length > 1
      ? fill(words.contested_between, { actors: actorNames(world, control.contested, day) })
      : words.contested;
  }
  if (control.claimed.length) {
    text += `; ${fill(words.claimed_by, { actors: actorNames(world, control.claimed, day) })}`;
  }
  if (control.besieged.length) {
    text += `; ${fill(words.besieged_by, { actors: actorNames(world, control.besieged, day) })}`;
  }
  return text;
}

/**
 * The same with its day and basis: `Held by HTS-led since 30 Nov (assessed)`.
 * @param {World} world @param {Control} control
 */
function sayControlLong(world, control) {
  const words = world.words;
  const [main, ...rest] = sayControl(world, control).split("; ");
  let text = main;
  if (control.since > NO_DAY && control.basis !== "assumed") {
    const phrase = control.isExact ? words.since : words.seen;
    text += `${control.isExact ? "" : ","} ${fill(phrase, { day: shortDay(world, control.since) })}`;
  }
  if (control.basis) text += ` (${words.basis[control.basis]})`;
  return [text, ...rest].join("; ");
}

/**
 * The days on which an event may have happened.
 * @param {World} world @param {ControlEvent} event
 */
function sayEventDay(world, event) {
  if (event.earliest === event.latest) return shortDay(world, event.latest);
  return fill(world.words.day_between, {
    first: shortDay(world, event.earliest), last: shortDay(world, event.latest),
  });
}

/**
 * What happened: `taken by HTS-led from Government`.
 * @param {World} world @param {ControlEvent} event
 */
function sayEvent(world, event) {
  const words = world.words;
  const loser = actorNames(world, event.lostBy, event.latest);
  const isNamed = event.change === "withdrew" ? loser : event.actor >= 0;
  let text = isNamed
    ? fill((event.actor >= 0 && words.changed[`${event.change}_to`]) || words.changed[event.change],
      { actor: actorName(world, event.actor, event.latest), loser })
    : words.change[event.change];
  if (loser && (event.change === "captured" || event.change === "handed_over")) {
    text += ` ${fill(words.from, { loser })}`;
  }
  return text;
}
