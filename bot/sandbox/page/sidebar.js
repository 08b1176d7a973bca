/** The left side: which workspace this is, who one is, and the channels and direct messages of that member. */

import { h, sync } from "./dom.js";
import { avatar } from "./messages.js";

export class Sidebar {
  #choose;
  #items = new Map();
  #people = "";
  #team = h("p", { class: "team" });
  #who = h("select", { id: "who" });
  #role = h("p", { class: "who-role" });
  #channels = h("ul", { "aria-label": "Channels" });
  #directs = h("ul", { "aria-label": "Direct messages" });
  #apps = h("ul", { "aria-label": "Apps" });
  #others = h("select", { class: "write-to", "aria-label": "Write to somebody" });

  /**
   * @param {HTMLElement} place
   * @param {object} choose {viewer(id), channel(id, whom it is with), direct(userId)}: what a choice leads to
   * @param {Node} clock stands at the foot
   */
  constructor(place, choose, clock) {
    this.#choose = choose;
    this.#who.addEventListener("change", () => choose.viewer(this.#who.value));
    this.#others.addEventListener("change", () => {
      choose.direct(this.#others.value);
      this.#others.value = "";
    });
    place.append(
      h("div", { class: "sidebar-head" }, this.#team, h("p", { class: "practice" }, "Practice workspace: everybody here is invented.")),
      h("div", { class: "who" }, h("label", { for: "who" }, "You are"), this.#who, this.#role),
      h("nav", { "aria-label": "Channels and direct messages" },
        h("h2", {}, "Channels"), this.#channels, h("h2", {}, "Direct messages"), this.#directs, this.#others, h("h2", {}, "Apps"), this.#apps),
      clock);
  }

  show(world, openId) {
    this.#team.textContent = world.state.team.name;
    this.#fillPeople(world);
    this.#role.textContent = [world.viewer.title, { owner: "owner", admin: "admin", guest: "guest" }[world.viewer.role]].filter(Boolean).join(", ");
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
    const people = [...world.people.values()].filter((person) => !person.bot && !person.deleted);
    const print = JSON.stringify([people.map((person) => [person.id, person.name]), world.viewer.id]);
    if (print !== this.#people) {
      this.#people = print;
      const option = ({ id, name }) => h("option", { value: id }, name);
      this.#who.replaceChildren(...people.map(option));
      this.#others.replaceChildren(h("option", { value: "" }, "Write to…"), ...people.filter(({ id }) => id !== world.viewer.id).map(option));
    }
    this.#who.value = world.viewer.id;
  }

  /** One line of the list; the same node for the same channel or app, so that the focus stays, and a click that has begun. */
  #item(id, channel, world, openId) {
    if (!this.#items.has(id)) this.#items.set(id, h("li", {}, h("button", { type: "button", class: "place" })));
    const node = this.#items.get(id);
    const button = node.firstChild;
    const name = world.titleOf(channel);
    const sign = channel.kind === "dm" ? avatar(channel.with, name, world.isBot(channel.with)) : h("span", { class: "place-sign", "aria-hidden": "true" }, channel.private ? "🔒" : "#");
    const unread = Number(channel.unread ?? 0);
    button.onclick = () => (channel.id ? this.#choose.channel(channel.id, channel.with) : this.#choose.direct(channel.with));
    button.classList.toggle("place-unread", unread > 0);
    if (channel.id === openId && openId) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
    button.replaceChildren(sign, h("span", { class: "place-name" }, channel.kind === "dm" ? name : channel.name),
      channel.archived ? h("span", { class: "place-note" }, "archived") : "",
      unread > 0 ? h("span", { class: "unread" }, String(unread), h("span", { class: "unseen" }, " unread")) : "");
    return node;
  }
}
