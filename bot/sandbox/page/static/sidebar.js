/** The left side: which workspace this is, and the channels and direct messages of the viewer. */

import { avatar } from "./avatar.js";
import { h, sync } from "./dom.js";

export class Sidebar {
  #choose;
  #items = new Map();
  #people = "";
  #team = h("p", { class: "team" });
  #channels = h("ul", { "aria-label": "Channels" });
  #directs = h("ul", { "aria-label": "Direct messages" });
  #apps = h("ul", { "aria-label": "Apps" });
  #others = h("select", { class: "write-to", "aria-label": "Write to somebody" });

  /**
   * @param {HTMLElement} place
   * @param {object} choose {channel(id), direct(userId)}: what a choice leads to
   */
  constructor(place, choose) {
    this.#choose = choose;
    this.#others.addEventListener("change", () => {
      choose.direct(this.#others.value);
      this.#others.value = "";
    });
    place.append(
      h("div", { class: "sidebar-head" }, this.#team, h("p", { class: "practice" }, "Practice workspace: everybody here is invented.")),
      h("nav", { "aria-label": "Channels and direct messages" },
        h("h2", {}, "Channels"), this.#channels, h("h2", {}, "Direct messages"), this.#directs, this.#others, h("h2", {}, "Apps"), this.#apps));
  }

  show(world, openId) {
    this.#team.textContent = world.state.team.name;
    this.#fillPeople(world);
    const all = [...world.channels.values()];
    const directs = all.filter((channel) => channel.kind === "dm" && !world.isBot(channel.with));
    const item = (channel) => this.#item(channel.id, channel, world, openId);
    sync(this.#channels, all.filter((channel) => channel.kind !== "dm").map(item));
    sync(this.#directs, directs.map(item));
    sync(this.#apps, [...world.people.values()].filter((person) => person.bot).map((bot) => {
      const channel = all.find((one) => one.with === bot.id);
      return this.#item(bot.id, channel ?? { kind: "dm", with: bot.id }, world, openId);
    }));
  }

  #fillPeople(world) {
    const others = world.members.filter(({ id }) => id !== world.viewer.id);
    const print = JSON.stringify(others.map(({ id, name }) => [id, name]));
    if (print === this.#people) return;
    this.#people = print;
    this.#others.replaceChildren(h("option", { value: "" }, "Write to…"), ...others.map(({ id, name }) => h("option", { value: id }, name)));
  }

  /** One line of the list; the same node for the same channel or app, so that the focus stays, and a click that has begun. */
  #item(id, channel, world, openId) {
    if (!this.#items.has(id)) this.#items.set(id, h("li", {}, h("button", { type: "button", class: "place" })));
    const node = this.#items.get(id);
    const button = node.firstChild;
    const name = world.titleOf(channel);
    const sign = channel.kind === "dm" ? avatar(channel.with, name, world.isBot(channel.with)) : h("span", { class: "place-sign", "aria-hidden": "true" }, channel.private ? "🔒" : "#");
    const unread = Number(channel.unread ?? 0);
    button.onclick = () => (channel.kind === "dm" ? this.#choose.direct(channel.with) : this.#choose.channel(channel.id));
    button.classList.toggle("place-unread", unread > 0);
    if (channel.id === openId && openId) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
    button.replaceChildren(sign, h("span", { class: "place-name" }, channel.kind === "dm" ? name : channel.name),
      channel.archived ? h("span", { class: "place-note" }, "archived") : "",
      unread > 0 ? h("span", { class: "unread" }, String(unread), h("span", { class: "unseen" }, " unread")) : "");
    return node;
  }
}
