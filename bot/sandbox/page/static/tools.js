/** The tools of the practice, above and beside what looks like Slack: the clock and what is due, and what can go wrong. */

import { Clock } from "./clock.js";
import { h } from "./dom.js";
import { Due } from "./due.js";
import { Faults } from "./faults.js";

export class Tools {
  #panel;
  #title = h("h2", {});
  #body = h("div", { class: "panel-body", tabindex: "0", role: "region", "aria-label": "Practice tools" });
  #open = null;
  #parts;
  #clock;
  #time = h("span", {});
  #count = h("span", { class: "bar-count" });
  #wrong = h("span", { class: "bar-count" });

  /**
   * @param {HTMLElement} panel where one tool at a time is shown
   * @param {(name: string, details: object) => Promise<object>} act
   */
  constructor(panel, act) {
    this.#panel = panel;
    this.#clock = new Clock(act, (words) => { this.#time.textContent = words; });
    const due = new Due((details) => this.#clock.move(details));
    const faults = new Faults(act);
    this.#parts = {
      time: { title: "Time and what is due", nodes: [this.#clock.node, due.node], show: (world) => [this.#clock, due].forEach((part) => part.show(world)), button: this.#button("time", this.#time, this.#count) },
      faults: { title: "Things that go wrong", nodes: [faults.node], show: (world) => faults.show(world), button: this.#button("faults", "Go wrong", this.#wrong) },
    };
    panel.append(h("header", { class: "pane-head" }, this.#title,
      h("button", { type: "button", class: "icon-button", "aria-label": "Close the practice tools", on: { click: () => this.#toggle(this.#open) } }, "×")), this.#body);
    panel.addEventListener("keydown", (event) => event.key === "Escape" && this.#toggle(this.#open));
    this.node = h("div", { class: "tools" }, ...Object.values(this.#parts).map((part) => part.button));
  }

  show(world) {
    for (const part of Object.values(this.#parts)) part.show(world);
    this.#count.textContent = world.state.due.length ? ` ${world.state.due.length} to come` : "";
    const wrong = Faults.active(world);
    this.#wrong.textContent = wrong ? ` ${wrong} on` : "";
  }

  #button(name, ...face) {
    return h("button", { type: "button", class: "bar-button", "aria-expanded": "false", "aria-controls": this.#panel.id, on: { click: () => this.#toggle(name) } }, ...face);
  }

  #toggle(name) {
    const before = this.#open;
    this.#open = name === before ? null : name;
    for (const [each, part] of Object.entries(this.#parts)) part.button.setAttribute("aria-expanded", String(each === this.#open));
    this.#panel.hidden = !this.#open;
    if (!this.#open) {
      this.#parts[before].button.focus();
      return;
    }
    const { title, nodes } = this.#parts[this.#open];
    this.#title.textContent = title;
    this.#body.replaceChildren(...nodes);
    this.#body.scrollTop = 0;
    this.#body.focus();
  }
}
