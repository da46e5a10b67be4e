// @ts-check
/** Let the page's code unpack what its files bring. */
/** @type {any} */ (window).geocontrol.unpackText = unpackText;
