/** The head of what is open: its name, what it is, and for the app its tabs. */

import { h } from "./dom.js";

const TABS = { home: "Home", messages: "Messages" };

export class Head {
  #name;
  #tabs;
  #choose;
  #print = "";

  /**
   * @param {HTMLElement} name
   * @param {HTMLElement} tabs
   * @param {(tab: string) => void} choose turns to "home" or "messages"
   */
  constructor(name, tabs, choose) {
    [this.#name, this.#tabs, this.#choose] = [name, tabs, choose];
    tabs.addEventListener("keydown", (event) => ["ArrowLeft", "ArrowRight"].includes(event.key) && this.#other());
  }

  /** The tabs that the app has for this channel; none where it is no direct message with the app. */
  static tabsOf(world, channel) {
    if (!channel || !world.isAppHome(channel)) return [];
    const { home_tab: home, messages_tab: messages } = world.state.app;
    return home ? ["home", ...(messages ? ["messages"] : [])] : [];
  }

  show(world, channel, tab) {
    const about = channel.kind === "dm" ? world.people.get(channel.with)?.title ?? "" : channel.private ? "Private channel" : "";
    const tabs = Head.tabsOf(world, channel);
    const print = JSON.stringify([world.titleOf(channel), about, tabs, tab]);
    if (print === this.#print) return;
    this.#print = print;
    this.#name.replaceChildren(h("h1", {}, world.titleOf(channel), world.isAppHome(channel) ? h("span", { class: "app-tag" }, "APP") : ""), h("p", {}, about));
    const focused = this.#tabs.contains(document.activeElement);
    this.#tabs.hidden = !tabs.length;
    this.#tabs.replaceChildren(...tabs.map((one) => h("button", {
      type: "button", role: "tab", class: "tab", id: `tab-${one}`, tabindex: one === tab ? "0" : "-1", "aria-selected": String(one === tab), "aria-controls": one, on: { click: () => this.#choose(one) },
    }, TABS[one])));
    if (focused) this.#tabs.querySelector('[aria-selected="true"]')?.focus();
  }

  showNothing() {
    this.#print = "";
    this.#name.replaceChildren(h("h1", {}, "No conversation"));
    this.#tabs.hidden = true;
  }

  #other() {
    this.#tabs.querySelector('[aria-selected="false"]')?.click();
  }
}
