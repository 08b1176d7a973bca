/** The calendar's clock: what time it is for the viewer, and the buttons that move everybody's calendar forward. */

import { h } from "./dom.js";
import { clockTime, nextBusinessDay, shortDay } from "./time.js";

const TICK = 5000; // milliseconds between two looks at the clock
const OPENING_HOUR = 10;

export class Clock {
  #act;
  #tick;
  #world = null;
  #heard = 0;
  #time = h("time", { class: "clock-time" });
  #zone = h("span", { class: "clock-zone" });
  #error = h("p", { class: "panel-error", role: "alert" });
  #next = this.#button("Next thing due", () => ({ until: this.#ahead().at }));
  #buttons;

  /**
   * @param {(name: string, details: object) => Promise<object>} act
   * @param {(words: string) => void} tick hears the day and time, as the viewer reads them, whenever they may have changed
   */
  constructor(act, tick) {
    this.#act = act;
    this.#tick = tick;
    const hours = (label, number) => this.#button(label, () => ({ hours: number }));
    const opening = () => ({ until: nextBusinessDay(this.now(), this.#world.zone, OPENING_HOUR).toISOString() });
    this.#buttons = h("div", { class: "clock-buttons" },
      this.#next, hours("+1 hour", 1), hours("+4 hours", 4), hours("+1 day", 24), hours("+1 week", 168),
      this.#button("Next business day 10:00", opening));
    this.node = h("section", { class: "clock", "aria-label": "Calendar clock" },
      h("p", { class: "clock-now" }, this.#time, this.#zone),
      h("p", { class: "panel-note" }, "Move everybody's calendar forward:"), this.#buttons, this.#error);
    setInterval(() => this.#draw(), TICK);
  }

  show(world) {
    [this.#world, this.#heard] = [world, Date.now()];
    this.#draw();
  }

  now() {
    return new Date(this.#world.now.getTime() + Date.now() - this.#heard);
  }

  /** Moves the calendar: {hours} on, or {until} a moment in ISO form. */
  async move(details) {
    if (this.#buttons.getAttribute("aria-busy") === "true") return;
    this.#buttons.setAttribute("aria-busy", "true");
    const answer = await this.#act("clock", details);
    this.#buttons.setAttribute("aria-busy", "false");
    this.#error.textContent = answer.ok ? "" : answer.error;
  }

  /** The next thing that moving the calendar brings about, if there is one; what comes round by itself only then. */
  #ahead() {
    const ahead = this.#world.state.due.filter((one) => !one.by_machine && new Date(one.at) > this.now());
    return ahead.find((one) => !one.by_habit) ?? ahead[0];
  }

  #draw() {
    if (!this.#world) return;
    const { zone } = this.#world;
    const words = `${shortDay(this.now(), zone)}, ${clockTime(this.now(), zone)}`;
    this.#time.dateTime = this.now().toISOString();
    this.#time.textContent = words;
    this.#zone.textContent = zone.replaceAll("_", " ");
    this.#next.disabled = !this.#ahead();
    this.#tick(words);
  }

  #button(label, move) {
    return h("button", { type: "button", class: "bar-button", on: { click: () => this.move(move()) } }, label);
  }
}
