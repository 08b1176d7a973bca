/** The form that the bot has opened: it lives and dies with the view in the state, and keeps what is typed meanwhile. */

import { Kept, h, sync } from "./dom.js";
import { drawBlock } from "./blocks.js";
import { withEmoji } from "./emoji.js";
import { surface } from "./surface.js";
import { Values, problems } from "./values.js";

export class Modal {
  #act;
  #view = null;
  #world;
  #errors = {};
  #values = new Map();
  #kept = new Kept();
  #sending = false;
  #title = h("h2", { class: "modal-title" });
  #body = h("div", { class: "modal-body" });
  #alert = h("p", { class: "modal-alert", role: "alert", hidden: true });
  #cancel = h("button", { type: "button", class: "button", on: { click: () => this.#close() } });
  #submit = h("button", { type: "submit", class: "button primary" });
  #dialog;

  /** @param {(name: string, details: object) => Promise<object>} act */
  constructor(act) {
    this.#act = act;
    const cross = h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", title: "Dismiss", on: { click: () => this.#close({ all: true }) } }, "×");
    const form = h("form", { novalidate: true, on: { submit: (event) => this.#send(event) } },
      h("div", { class: "modal-head" }, this.#title, cross),
      this.#body, this.#alert,
      h("div", { class: "modal-foot" }, this.#cancel, this.#submit));
    this.#dialog = h("dialog", { class: "modal", on: { cancel: (event) => this.#escape(event), close: () => this.#view && this.#close({ all: true }) } }, form);
    document.body.append(this.#dialog);
  }

  /**
   * Draws the view as it is now; null closes the form.
   * @param {object|null} view
   * @param {World} world
   * @param {string} here the channel that is open behind it
   */
  show(view, world, here) {
    const before = this.#view;
    [this.#view, this.#world] = [view, world];
    if (!view) {
      this.#values.clear();
      this.#begin();
      this.#dialog.close();
      return;
    }
    const fresh = before?.id !== view.id;
    const otherwise = before && !before.blocks.some((old) => view.blocks.some((block) => block.block_id === old.block_id));
    const answered = fresh || JSON.stringify(before.errors) !== JSON.stringify(view.errors);
    if (fresh) this.#begin();
    if (answered) this.#errors = view.errors ?? {};
    if (fresh || before.notice !== view.notice) this.#say(view.notice ?? "");
    this.#valuesOf(view).adopt(view.blocks, view.state?.values, here);
    this.#head(view);
    this.#draw();
    if (!this.#dialog.open) this.#dialog.showModal();
    if (fresh || otherwise) this.#focusFirst();
    else if (answered) this.#focusWrong();
  }

  /** What covers the page while a form is open, or null. */
  get host() {
    return this.#view && this.#dialog.firstElementChild;
  }

  #begin() {
    this.#kept = new Kept();
    this.#body.replaceChildren();
    this.#wait(false);
  }

  #head(view) {
    const title = withEmoji(view.title.text);
    this.#dialog.setAttribute("aria-label", title);
    this.#title.textContent = title;
    this.#cancel.textContent = view.close ? withEmoji(view.close.text) : view.depth > 1 ? "Back" : "Close";
    this.#submit.hidden = !view.submit;
    this.#submit.textContent = view.submit ? withEmoji(view.submit.text) : "";
  }

  #valuesOf(view) {
    if (!this.#values.has(view.id)) this.#values.set(view.id, new Values());
    return this.#values.get(view.id);
  }

  #surface() {
    const view = this.#view;
    const container = { type: "view", view_id: view.id };
    return surface({ world: this.#world, values: this.#valuesOf(view), container, act: this.#act, report: (text) => this.#say(text) });
  }

  #draw() {
    const focus = caret(this.#dialog);
    const drawnOn = this.#surface();
    const blocks = this.#view.blocks;
    const nodes = blocks.map((block) => {
      const error = this.#errors[block.block_id];
      return this.#kept.node(block.block_id, [block, error, drawnOn.values.turn(block.block_id)], () => drawBlock(block, drawnOn, error));
    });
    this.#kept.only(blocks.map((block) => block.block_id));
    sync(this.#body, nodes);
    restore(this.#dialog, focus);
  }

  async #send(event) {
    event.preventDefault();
    if (this.#sending) return;
    const view = this.#view;
    const values = this.#valuesOf(view);
    this.#errors = problems(view.blocks, values);
    this.#say("");
    this.#draw();
    if (Object.keys(this.#errors).length) {
      this.#focusWrong();
      return;
    }
    this.#wait(true);
    const answer = await this.#act("submit", { view_id: view.id, state: { values: values.all() } });
    if (this.#view?.id !== view.id) return;
    this.#wait(false);
    if (!answer.ok) {
      this.#say(answer.error);
      return;
    }
    this.#errors = this.#view.errors ?? {};
    this.#draw();
    this.#focusWrong();
  }

  /** By its button it closes alone; by the cross or Escape with all that lie below it. */
  async #close(how = {}) {
    const view = this.#view;
    if (!view) return;
    const answer = await this.#act("close", { view_id: view.id, ...how });
    if (!answer.ok && this.#view?.id === view.id) this.#say(answer.error);
  }

  #escape(event) {
    if (event.target !== this.#dialog) return;
    event.preventDefault();
    this.#close({ all: true });
  }

  #wait(sending) {
    this.#sending = sending;
    this.#submit.setAttribute("aria-disabled", String(sending));
    this.#submit.classList.toggle("sending", sending);
    this.#body.setAttribute("aria-busy", String(sending));
  }

  #say(text) {
    this.#alert.textContent = text;
    this.#alert.hidden = !text;
  }

  #focusFirst() {
    this.#body.scrollTop = 0;
    const asked = this.#view.blocks.find((block) => block.element?.focus_on_load);
    const from = asked ? this.#body.querySelector(`[data-block-id="${CSS.escape(asked.block_id)}"]`) : this.#body;
    (from.querySelector("[data-field]") ?? this.#body.querySelector("button") ?? (this.#submit.hidden ? this.#cancel : this.#submit)).focus();
  }

  #focusWrong() {
    const wrong = this.#body.querySelector(".field-wrong");
    wrong?.querySelector("[data-field]")?.focus();
    wrong?.scrollIntoView({ block: "nearest" });
  }
}

function caret(within) {
  const active = document.activeElement;
  if (!active?.dataset.field || !within.contains(active)) return null;
  const [start, end] = [active.selectionStart ?? null, active.selectionEnd ?? null];
  return { node: active, field: active.dataset.field, start, end };
}

function restore(within, focus) {
  if (!focus || focus.node.isConnected) return;
  const node = within.querySelector(`[data-field="${CSS.escape(focus.field)}"]`);
  node?.focus();
  if (node && focus.start !== null) node.setSelectionRange(focus.start, focus.end);
}
