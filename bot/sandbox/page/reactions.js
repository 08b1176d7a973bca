/** The reactions beneath a message, and the small menu to add one. */

import { h } from "./dom.js";
import { character, spoken } from "./emoji.js";
import { menuButton } from "./popup.js";

const OFFERED = [
  "raised_hand", ...[2, 3, 4, 5, 6].map((tone) => `raised_hand::skin-tone-${tone}`), "raising_hand", "+1", "pray",
];

/**
 * @param {object} message
 * @param {World} world
 * @param {(act: "react"|"unreact", name: string) => void} tell
 */
export function reactions(message, world, tell) {
  const given = message.reactions ?? [];
  const mine = (name) => given.some((reaction) => reaction.name === name && reaction.users.includes(world.viewer.id));
  const toggle = (name) => tell(mine(name) ? "unreact" : "react", name);
  const items = OFFERED.map((name) => ({ label: spoken(name), face: character(name), run: () => toggle(name) }));
  return h("div", { class: given.length ? "reactions" : "reactions reactions-none" },
    ...given.map((reaction) => chip(reaction, mine(reaction.name), world, toggle)),
    menuButton({ label: "Add reaction", face: h("span", { "aria-hidden": "true" }, "☺︎+"), items, shape: "menu-emoji", class: "chip-button add-reaction" }));
}

function chip({ name, users }, mine, world, toggle) {
  const count = `${users.length} ${users.length === 1 ? "reaction" : "reactions"}`;
  return h("button", {
    type: "button", class: "chip-button", "aria-pressed": String(mine), "aria-label": `${spoken(name)}, ${count}`,
    title: `${users.map((id) => world.nameOf(id)).join(", ")} reacted with :${name}:`, on: { click: () => toggle(name) },
  }, character(name) ?? `:${name}:`, h("span", { class: "chip-count" }, String(users.length)));
}
