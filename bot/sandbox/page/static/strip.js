/** The line above everything that leads somebody: the narrator of a story, or the next step of the tour. */

import { h } from "./dom.js";

export class Strip {
  #place;
  #print = "";
  #count = h("span", { class: "strip-count" });
  #title = h("strong", {});
  #text = h("span", {});
  #buttons = h("span", { class: "strip-buttons" });
  #words = h("p", { class: "strip-words", role: "status" });

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
    this.#words.append(this.#count, " ", this.#title, " ", this.#text);
    place.append(this.#words, this.#buttons);
  }

  /**
   * Shows one step, or nothing for null; the same step again is left as it is, so that it is said only once.
   * @param {{count: string, title: string, text: string, buttons: {label: string, run: () => void, primary?: boolean}[]}|null} step
   */
  show(step) {
    const print = JSON.stringify(step);
    if (print === this.#print) return;
    this.#print = print;
    this.#place.hidden = !step;
    if (!step) return;
    this.#count.textContent = step.count;
    this.#title.textContent = step.title;
    this.#text.textContent = step.text;
    this.#buttons.replaceChildren(...step.buttons.map(({ label, run, primary }) =>
      h("button", { type: "button", class: primary ? "button primary" : "button", on: { click: run } }, label)));
  }

  /** A form covers the page and takes no presses beside it, so what leads through it moves into it. */
  moveInto(dialog) {
    const host = dialog ?? null;
    if (host && this.#place.parentElement !== host) host.prepend(this.#place);
    else if (!host && this.#place.parentElement !== document.body) document.querySelector(".bar").after(this.#place);
  }
}
