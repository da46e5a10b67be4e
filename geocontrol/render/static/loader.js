// @ts-check
/**
 * Fetch what the pages of a site share, and open the map once it is here.
 *
 * The index among them tells the names of the files that change with every edit of
 * events; a page of an old build thus finds the files of the new one.
 */

/** @type {Map<string, any>} What each file has brought, still packed. */
const taken = new Map();
/** @type {Map<string, Promise<void>>} */
const coming = new Map();
/** @type {Object<string, string>} */
let named = {};

/**
 * Run a file of the site.
 * @param {string} file
 * @returns {Promise<void>}
 */
function fetchFile(file) {
  const before = coming.get(file);
  if (before) return before;
  const promise = /** @type {Promise<void>} */ (new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = `assets/${file}`;
    script.addEventListener("load", () => done());
    script.addEventListener("error", () => fail(new Error(`assets/${file} is missing`)));
    document.head.append(script);
  }));
  coming.set(file, promise);
  return promise;
}

/**
 * What a file brings, by the key that the index knows it by.
 * @param {string} key
 */
async function bring(key) {
  if (!named[key]) throw new Error(`the index of assets knows no ${key}`);
  await fetchFile(named[key]);
  return taken.get(key);
}

const own = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("geocontrol-data")).textContent || "{}");
/** @type {any} */ (window).geocontrolFiles = {
  bring, taken,
  list: (/** @type {Object<string, string>} */ names) => { named = names; },
  take: (/** @type {string} */ key, /** @type {string} */ packed) => taken.set(key, packed),
};
Promise.all(own.files.map(fetchFile))
  .then(() => Promise.all([bring("fixed"), bring(own.month)]))
  .then(() => /** @type {any} */ (window).geocontrolStart())
  .catch((error) => {
    const banner = document.createElement("p");
    banner.className = "banner";
    banner.setAttribute("role", "alert");
    banner.textContent = own.missing;
    document.querySelector("main")?.before(banner);
    throw error;
  });
