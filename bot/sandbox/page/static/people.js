/** Whom one is: everybody's face in a row, one press each, and a list with the names in full. */

import { avatar } from "./avatar.js";
import { h, sync } from "./dom.js";
import { menuButton } from "./popup.js";

const ROLES = { owner: "owner", admin: "admin", guest: "guest" };
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class People {
  #choose;
  #world = null;
  #faces = new Map();
  #shown = "";
  #row = h("div", { class: "faces", role: "toolbar", "aria-label": "Be somebody" });
  #name = h("span", { class: "who-name" });

  /** @param {(userId: string) => void} choose becomes somebody */
  constructor(choose) {
    this.#choose = choose;
    const face = h("span", {}, h("span", { class: "who-label" }, "You are "), this.#name, h("span", { "aria-hidden": "true" }, " ▾"));
    const items = () => this.#world.members.map((person) => ({ label: person.name, more: [person.title, ROLES[person.role], waiting(person)].filter(Boolean).join(", "), run: () => choose(person.id) }));
    this.#row.addEventListener("keydown", (event) => this.#key(event));
    this.node = h("div", { class: "people" }, menuButton({ label: "You are", named: false, face, items, shape: "menu-people", class: "bar-button who", id: "who" }), this.#row);
  }

  show(world) {
    this.#world = world;
    this.#name.textContent = world.nameOf(world.viewer.id);
    sync(this.#row, world.members.map((person) => this.#face(person, world)));
    const here = this.#faces.get(world.viewer.id);
    if (!here?.isConnected) this.#row.firstChild.tabIndex = 0;
    else if (this.#shown !== world.viewer.id) here.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#shown = world.viewer.id;
  }

  #face(person, world) {
    if (!this.#faces.has(person.id)) {
      this.#faces.set(person.id, h("button", { type: "button", class: "face", data: { person: person.id }, on: { click: () => this.#choose(person.id) } }, avatar(person.id, person.name, false)));
    }
    const node = this.#faces.get(person.id);
    const here = person.id === world.viewer.id;
    const label = [person.name, waiting(person)].filter(Boolean).join(", ");
    node.setAttribute("aria-label", label);
    node.setAttribute("aria-pressed", String(here));
    node.title = label;
    node.tabIndex = here ? 0 : -1;
    node.classList.toggle("face-unread", person.unread > 0 && !here);
    return node;
  }

  #key(event) {
    const faces = [...this.#row.children];
    const at = faces.indexOf(document.activeElement);
    const to = { Home: 0, End: faces.length - 1 }[event.key] ?? (STEPS[event.key] ? (at + STEPS[event.key] + faces.length) % faces.length : null);
    if (to === null) return;
    event.preventDefault();
    faces[to].focus();
  }
}

function waiting(person) {
  return person.unread ? `${person.unread} unread` : "";
}
