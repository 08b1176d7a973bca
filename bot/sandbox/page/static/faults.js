/** What can be made to go wrong on purpose, so that one sees how the bot comes through. */

import { Kept, h, sync } from "./dom.js";

export class Faults {
  #act;
  #kept = new Kept();
  #list = h("div", {});
  #error = h("p", { class: "panel-error", role: "alert" });

  /** @param {(name: string, details: object) => Promise<object>} act */
  constructor(act) {
    this.#act = act;
    this.node = h("section", { "aria-label": "Things that go wrong" },
      h("p", { class: "panel-note" }, "Slack, networks and people have bad days. Bring one about, and see how the bot comes through."), this.#error, this.#list);
  }

  /** How many are switched on or waiting to happen. */
  static active(world) {
    return world.state.faults.filter((fault) => fault.on).length;
  }

  show(world) {
    const groups = Map.groupBy(world.state.faults, (fault) => fault.group);
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.dataset.field : null;
    sync(this.#list, [...groups].map(([group, faults]) => this.#kept.node(group, faults, () => this.#group(group, faults))));
    this.#kept.only([...groups.keys()]);
    if (focused) this.#list.querySelector(`[data-field="${CSS.escape(focused)}"]`)?.focus();
  }

  #group(group, faults) {
    return h("section", { class: "fault-group" }, h("h3", {}, group), ...faults.map((fault) => this.#fault(fault)));
  }

  #fault(fault) {
    const field = { "data-field": fault.name };
    if (fault.kind === "switch") {
      return h("button", { type: "button", role: "switch", class: "fault", "aria-checked": String(fault.on), ...field, on: { click: () => this.#make(fault, !fault.on) } },
        h("span", { class: "fault-label" }, fault.label), h("span", { class: "switch", "aria-hidden": "true" }));
    }
    if (fault.kind === "once") {
      return h("button", { type: "button", class: "fault", ...field, on: { click: () => this.#make(fault) } },
        h("span", { class: "fault-label" }, fault.label), h("span", { class: "fault-state" }, fault.on ? "waiting to happen" : "Do it"));
    }
    const options = fault.options.map(({ value, label }) => h("option", { value }, label));
    const select = h("select", { "aria-label": fault.label, ...field, on: { change: (event) => event.target.value && this.#make(fault, event.target.value) } }, h("option", { value: "" }, "Choose…"), ...options);
    return h("div", { class: "fault" }, h("span", { class: "fault-label" }, fault.label), select);
  }

  async #make(fault, value) {
    const answer = await this.#act("fault", { name: fault.name, ...(value !== undefined && { value }) });
    this.#error.textContent = answer.ok ? "" : answer.error;
  }
}
