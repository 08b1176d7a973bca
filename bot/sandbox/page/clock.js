/** The calendar's clock: what time it is for the viewer, and the buttons that move everybody's calendar forward. */

import { h } from "./dom.js";
import { clockTime, nextBusinessDay, shortDay } from "./time.js";

const TICK = 5000; // milliseconds between two looks at the clock
const OPENING_HOUR = 10;

export class Clock {
  #act;
  #world = null;
  #heard = 0;
  #time = h("time", { class: "clock-time" });
  #zone = h("span", { class: "clock-zone" });
  #error = h("p", { class: "sidebar-error", role: "alert" });
  #buttons;

  /** @param {(name: string, details: object) => Promise<object>} act */
  constructor(act) {
    this.#act = act;
    const hours = (label, number) => this.#button(label, () => ({ hours: number }));
    const opening = () => ({ until: nextBusinessDay(this.#now(), this.#world.zone, OPENING_HOUR).toISOString() });
    this.#buttons = h("div", { class: "clock-buttons" },
      hours("+1 hour", 1), hours("+4 hours", 4), hours("+1 day", 24),
      this.#button("Next business day 10:00", opening), hours("+1 week", 168));
    this.node = h("section", { class: "clock", "aria-label": "Calendar clock" },
      h("p", { class: "clock-now" }, this.#time, this.#zone), this.#buttons,
      h("p", { class: "clock-note" }, "These move everybody's calendar forward."), this.#error);
    setInterval(() => this.#draw(), TICK);
  }

  show(world) {
    [this.#world, this.#heard] = [world, Date.now()];
    this.#draw();
  }

  #now() {
    return new Date(this.#world.now.getTime() + Date.now() - this.#heard);
  }

  #draw() {
    if (!this.#world) return;
    const { zone } = this.#world;
    this.#time.dateTime = this.#now().toISOString();
    this.#time.textContent = `${shortDay(this.#now(), zone)}, ${clockTime(this.#now(), zone)}`;
    this.#zone.textContent = zone.replaceAll("_", " ");
  }

  #button(label, move) {
    return h("button", { type: "button", class: "clock-button", on: { click: () => this.#move(move()) } }, label);
  }

  async #move(details) {
    if (this.#buttons.getAttribute("aria-busy") === "true") return;
    this.#buttons.setAttribute("aria-busy", "true");
    const answer = await this.#act("clock", details);
    this.#buttons.setAttribute("aria-busy", "false");
    this.#error.textContent = answer.ok ? "" : answer.error;
  }
}
