/** The square that stands for a person or the app wherever they appear. */

import { h } from "./dom.js";

/** A square with somebody's initials; always of the same colour for the same person. */
export function avatar(id, name, bot) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const initials = (words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 2)).toUpperCase();
  const tone = [...String(id)].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 8, 0);
  return h("span", { class: `avatar ${bot ? "avatar-app" : `tone-${tone}`}`, "aria-hidden": "true" }, initials);
}
