/** The box in which a member writes a message, a reply in a thread, or a slash command. */

import { h, uid } from "./dom.js";
import { globalShortcuts } from "./shortcuts.js";

const READ_ONLY = "Sending messages to this app has been turned off.";
const COMMAND = /^\/[a-z]/i;

export class Composer {
  #act;
  #inThread;
  #thread = null;
  #world;
  #channel = null;
  #where = "";
  #drafts = new Map();
  #suggested = [];
  #active = -1;
  #hush = "";
  #form;
  #input;
  #send = h("button", { type: "submit", class: "button primary" }, "Send");
  #list;
  #shortcuts = h("span", { class: "composer-shortcuts", hidden: true });
  #note = h("p", { class: "composer-note", hidden: true });
  #error = h("p", { class: "composer-error", role: "alert" });

  /**
   * @param {HTMLElement} place
   * @param {(name: string, details: object) => Promise<object>} act
   * @param {object} options `inThread`: it writes replies, and knows no commands, as in Slack
   */
  constructor(place, act, { inThread = false } = {}) {
    this.#act = act;
    this.#inThread = inThread;
    const id = uid("commands");
    this.#list = h("div", { role: "listbox", id, class: "commands", "aria-label": "Commands", hidden: true });
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#input = h("textarea", {
      rows: "1", id: inThread ? "reply-box" : "message-box", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": id,
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event), blur: () => this.#suggest([]) },
    });
    this.#form = h("form", { on: { submit: (event) => this.#submit(event) } }, this.#shortcuts, this.#input, this.#send);
    place.append(this.#list, this.#note, this.#form, this.#error);
  }

  /** Turns to a channel, or to a thread in it; what was begun elsewhere waits there. */
  show(world, channel, thread = null) {
    const key = `${world.viewer.id} ${channel.id} ${thread}`;
    const moved = this.#where !== key;
    if (moved && this.#channel) this.#drafts.set(this.#where, this.#input.value);
    [this.#world, this.#channel, this.#thread, this.#where] = [world, channel, thread, key];
    if (this.#shortcuts.hidden && !this.#inThread) this.#offerShortcuts(world);
    const closed = this.#readOnly();
    const [label, hint] = this.#words(closed);
    this.#input.setAttribute("aria-label", label);
    this.#input.placeholder = hint;
    this.#note.textContent = closed ?? "";
    this.#note.hidden = !closed;
    this.#form.hidden = closed !== null && (closed !== READ_ONLY || this.#inThread); // to an app that does not listen one can still give commands
    if (!moved) return;
    this.#input.value = this.#drafts.get(key) ?? "";
    this.#error.textContent = "";
    this.#suggest([]);
    this.#grow();
  }

  /** Whether there is something to write in, which then has the focus. */
  focus() {
    this.#input.focus();
    return !this.#form.hidden;
  }

  /** What the app declared stays as it is, so this is drawn once. */
  #offerShortcuts(world) {
    const menu = globalShortcuts(world, async (id) => {
      const answer = await this.#act("shortcut", { callback_id: id });
      this.#error.textContent = answer.ok ? "" : answer.error;
    });
    this.#shortcuts.hidden = !menu;
    if (menu) this.#shortcuts.replaceChildren(menu);
  }

  #words(closed) {
    if (this.#inThread) return ["Reply", "Reply…"];
    const title = this.#world.titleOf(this.#channel);
    return closed ? ["Slash command", "Type / for a command"] : [`Message to ${title}`, `Message ${title}, or type /`];
  }

  /** Why nothing can be said here, or null. */
  #readOnly() {
    const { viewer, people } = this.#world;
    if (people.get(viewer.id)?.deleted) return `The account of ${viewer.name} is deactivated. Be somebody else, or reactivate it under “Go wrong”.`;
    if (this.#channel.archived) return "This channel is archived.";
    return this.#world.isAppHome(this.#channel) && this.#world.state.app.read_only ? READ_ONLY : null;
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.#input.value.trim();
    const where = { channel: this.#channel.id, ...(this.#thread && { thread_ts: this.#thread }) };
    const key = this.#where;
    if (!text) return;
    const command = COMMAND.test(text);
    if (command && this.#inThread) {
      this.#error.textContent = `${text.split(/\s/)[0]} is not supported in threads. Sorry!`;
      return;
    }
    if (!command && this.#readOnly()) {
      this.#error.textContent = `${this.#readOnly()} A command begins with a slash, like ${this.#world.state.commands[0]?.command ?? "/help"}.`;
      return;
    }
    this.#input.value = "";
    this.#error.textContent = "";
    this.#suggest([]);
    this.#grow();
    const answer = await (command ? this.#act("command", { ...where, text }) : this.#act("say", { ...where, text: escaped(text) }));
    if (answer.ok) return;
    this.#error.textContent = answer.error;
    if (!this.#input.value && this.#where === key) this.#input.value = text;
  }

  #typed() {
    this.#hush = "";
    this.#error.textContent = "";
    this.#grow();
    this.#offer();
  }

  #offer() {
    const text = this.#input.value;
    const word = text.split(/\s/)[0];
    const begun = text.startsWith("/") && text !== this.#hush && !this.#inThread;
    const fits = (command) => (text === word ? command.command.startsWith(word) : command.command === word);
    this.#suggest(begun ? this.#world.state.commands.filter(fits) : []);
  }

  #suggest(commands) {
    this.#suggested = commands;
    this.#list.hidden = !commands.length;
    this.#list.replaceChildren(...commands.map((command) =>
      h("div", { role: "option", id: uid("command"), class: "option", "aria-selected": "false", on: { click: () => this.#complete(command) } },
        h("span", {}, h("strong", {}, command.command), " ", h("span", { class: "option-hint" }, command.usage_hint ?? "")),
        h("span", { class: "option-more" }, command.description ?? ""))));
    this.#point(commands.length && this.#input.value !== commands[0].command && !this.#input.value.includes(" ") ? 0 : -1);
  }

  #point(at) {
    this.#active = at;
    [...this.#list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
    const row = this.#list.children[at];
    if (row) this.#input.setAttribute("aria-activedescendant", row.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #complete(command) {
    this.#input.value = `${command.command} `;
    this.#input.focus();
    this.#suggest([]);
  }

  #key(event) {
    const count = this.#suggested.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = this.#suggested[this.#active];
    if (step && count) this.#point((Math.max(this.#active, step > 0 ? -1 : 0) + step + count) % count);
    else if (event.key === "Escape" && count) {
      this.#hush = this.#input.value;
      this.#suggest([]);
    } else if (event.key === "Tab" && chosen && !event.shiftKey) this.#complete(chosen);
    else if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    else if (chosen) this.#complete(chosen);
    else this.#input.form.requestSubmit();
    event.preventDefault();
  }

  #grow() {
    this.#input.style.height = "auto";
    this.#input.style.height = `${Math.min(this.#input.scrollHeight, 160)}px`;
  }
}

/** Slack's own client sends these three signs escaped, so that what a person typed is shown as it is. */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
