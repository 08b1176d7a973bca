/** The pane beside a channel with one message and its replies. */

import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { Messages } from "./messages.js";

export class Thread {
  #place;
  #close;
  #root = null;
  #where = h("p", { class: "thread-where" });
  #list = h("div", { class: "messages", role: "region", tabindex: "0", "aria-label": "Replies" });
  #messages;
  #composer;

  /**
   * @param {HTMLElement} place
   * @param {(name: string, details: object) => Promise<object>} act
   * @param {(text: string) => void} report says what went wrong
   * @param {() => void} close
   */
  constructor(place, act, report, close) {
    const composer = h("div", { class: "composer" });
    this.#place = place;
    this.#close = close;
    this.#messages = new Messages(this.#list, act, report);
    this.#composer = new Composer(composer, act, { inThread: true });
    place.append(
      h("header", { class: "pane-head" }, h("h2", {}, "Thread"), this.#where,
        h("button", { type: "button", class: "icon-button", "aria-label": "Close the thread", on: { click: close } }, "×")),
      this.#list, composer);
    place.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && close());
  }

  /** The message whose thread is open, or null. */
  get root() {
    return this.#root;
  }

  /** Opens the thread of a message, or closes it with null; `show` draws it. */
  turnTo(ts) {
    this.#root = ts;
  }

  /** Draws the open thread as it is now; a thread whose message has gone closes. */
  show(world, channel) {
    const root = this.#root && channel && world.message(channel, this.#root);
    if (this.#root && !root) this.#close();
    const opened = this.#place.hidden && Boolean(root);
    this.#place.hidden = !root;
    if (!root) return;
    this.#where.textContent = world.titleOf(channel);
    const key = `${world.viewer.id} ${channel.id} ${root.ts}`;
    this.#messages.show(world, channel, [root, ...world.replies(channel, root.ts)], key);
    this.#composer.show(world, channel, root.ts);
    if (opened && !this.#composer.focus()) this.#list.focus();
  }
}
