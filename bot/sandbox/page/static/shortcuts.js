/** The menus of the app's shortcuts: those of every message, and those that need none. */

import { h } from "./dom.js";
import { menuButton } from "./popup.js";

/** The button beside a message with the shortcuts that the app has for messages; null when it has none. */
export function messageShortcuts(world, use) {
  return menu(world, "message", use, { label: "More actions", face: "⋮", class: "tool" });
}

/** The button with the shortcuts that need no message; null when the app has none. */
export function globalShortcuts(world, use) {
  return menu(world, "global", use, { label: "Shortcuts", face: "+", class: "tool" });
}

/** @param {(callbackId: string) => void} use */
function menu(world, kind, use, { face, ...shape }) {
  const { shortcuts, app } = world.state;
  const offered = shortcuts.filter((shortcut) => shortcut.kind === kind);
  if (!offered.length) return null;
  const item = ({ name, description, callback_id: id }) => ({ label: name, more: kind === "global" ? description : world.nameOf(app.user), run: () => use(id) });
  return menuButton({ ...shape, face: h("span", { "aria-hidden": "true" }, face), items: () => offered.map(item) });
}
