/** What the bot will do by itself, when and why: the queue of what is due. */

import { Kept, h, sync } from "./dom.js";
import { clockTime, dayLine, dayNumber } from "./time.js";

export class Due {
  #move;
  #kept = new Kept();
  #list = h("ol", { class: "due" });
  #none = h("p", { class: "panel-note" }, "Nothing is due. Ask for a colleague with /refer, and look here again.");

  /** @param {(details: object) => void} move moves the calendar */
  constructor(move) {
    this.#move = move;
    this.node = h("section", { "aria-label": "What is due" }, h("h3", {}, "What is due, and why"), this.#none, this.#list);
  }

  show(world) {
    const { due } = world.state;
    const today = dayNumber(world.now, world.zone);
    this.#none.hidden = due.length > 0;
    this.#list.hidden = !due.length;
    const keys = due.map((one) => JSON.stringify([one.at, one.who, one.what, one.why]));
    sync(this.#list, due.map((one, at) => this.#kept.node(keys[at], [one, today, world.zone, new Date(one.at) > world.now], () => this.#item(one, world))));
    this.#kept.only(keys);
  }

  #item(one, world) {
    const at = new Date(one.at);
    const later = at > world.now;
    const when = later ? `${dayLine(at, world.now, world.zone)}, ${clockTime(at, world.zone)}` : "Now";
    return h("li", {},
      h("p", { class: "due-when" }, h("time", { datetime: one.at }, when), one.who ? h("span", { class: "due-who" }, ` for ${world.nameOf(one.who)}`) : null),
      h("p", { class: "due-what" }, one.what),
      h("p", { class: "panel-note" }, one.why, one.ends ? [h("br"), `Unless: ${one.ends}`] : null),
      later && !one.by_machine ? h("button", { type: "button", class: "bar-button", "aria-label": `Move the clock to ${when}`, on: { click: () => this.#move({ until: one.at }) } }, "Move the clock here") : null);
  }
}
