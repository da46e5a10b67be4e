// @ts-check
/**
 * Unpack and run the code of a page.
 *
 * The security policy of the page names the hash of that code, so the browser runs
 * it only if it is, byte for byte, what was built.
 */
const code = document.createElement("script");
code.textContent = unpackText(/** @type {HTMLElement} */ (document.getElementById("geocontrol-code")).textContent || "");
document.head.append(code);
/** @type {any} */ (window).geocontrol.unpackText = unpackText;
