/** The reactions beneath a message, and the small menu to add one. */

import { h } from "./dom.js";
import { character, spoken } from "./emoji.js";
import { menuButton } from "./popup.js";

const OFFERED = [
  "raised_hand", ...[2, 3, 4, 5, 6].map((tone) => `raised_hand::skin-tone-${tone}`), "raising_hand", "+1", "pray", "eyes", "white_check_mark", "heart",
];

/**
 * The reactions that a message has; nothing when it has none.
 * @param {object} message
 * @param {World} world
 * @param {(act: "react"|"unreact", name: string) => void} tell
 */
export function reactions(message, world, tell) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, ...message.reactions.map((reaction) => chip(reaction, message, world, tell)));
}

/** The button that adds a reaction; choosing one's own again takes it back. */
export function addReaction(message, world, tell) {
  const items = () => OFFERED.map((name) => ({ label: spoken(name), face: character(name), run: () => toggle(name, message, world, tell) }));
  return menuButton({ label: "Add reaction", face: h("span", { "aria-hidden": "true" }, "☺︎+"), items, shape: "menu-emoji", class: "tool" });
}

function isMine(name, message, world) {
  return (message.reactions ?? []).some((reaction) => reaction.name === name && reaction.users.includes(world.viewer.id));
}

function toggle(name, message, world, tell) {
  tell(isMine(name, message, world) ? "unreact" : "react", name);
}

function chip({ name, users }, message, world, tell) {
  const count = `${users.length} ${users.length === 1 ? "reaction" : "reactions"}`;
  return h("button", {
    type: "button", class: "chip-button", "aria-pressed": String(isMine(name, message, world)), "aria-label": `${spoken(name)}, ${count}`,
    title: `${users.map((id) => world.nameOf(id)).join(", ")} reacted with :${name}:`, on: { click: () => toggle(name, message, world, tell) },
  }, character(name) ?? `:${name}:`, h("span", { class: "chip-count" }, String(users.length)));
}
