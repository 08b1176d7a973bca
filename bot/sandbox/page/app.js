/** The page put together: it follows the workspace as one member and shows each state as it comes. */

import { act, follow } from "./api.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { Messages } from "./messages.js";
import { Modal } from "./modal.js";
import { Sidebar } from "./sidebar.js";
import { World } from "./world.js";

const at = (id) => document.getElementById(id);

class Page {
  #viewer = null;
  #channel = null;
  #world = null;
  #stop = () => {};
  #awaited = null; // whose direct message was asked for and is not here yet
  #beside = null; // who becomes somebody else beside the app stays beside the app
  #sought = null; // the message that a link led to
  #read = new Map();
  #heard = new Set();

  constructor() {
    const tell = (name, details) => act(this.#viewer, name, details);
    this.clock = new Clock(tell);
    this.sidebar = new Sidebar(at("sidebar"), {
      viewer: (id) => this.#become(id),
      channel: (id, other) => this.#go(id, other),
      direct: (id) => this.#write(id),
    }, this.clock.node);
    this.messages = new Messages(at("messages"), tell, (text) => this.#toast("error", text));
    this.composer = new Composer(at("composer"), tell);
    this.modal = new Modal(tell);
    at("drawer").addEventListener("click", () => this.#drawer(!at("sidebar").classList.contains("open")));
    document.addEventListener("click", (event) => at("sidebar").contains(event.target) || at("drawer").contains(event.target) || this.#drawer(false));
    document.addEventListener("click", (event) => this.#link(event));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.#drawer(false));
    document.addEventListener("visibilitychange", () => this.#markRead());
    addEventListener("popstate", () => this.#start());
    this.#start();
  }

  #start() {
    const asked = new URLSearchParams(location.search);
    const [channel, ts] = location.hash.slice(1).split("/"); // where a permalink leads
    this.#channel = channel || asked.get("in");
    this.#sought = ts ?? null;
    this.#follow(asked.get("as"));
  }

  #follow(viewer) {
    this.#stop();
    this.#viewer = viewer;
    this.#heard.clear();
    this.#world = null;
    this.#stop = follow(viewer, (state) => this.#show(state), (connected) => {
      at("connection").textContent = connected ? "" : "The practice workspace does not answer. Trying again…";
    });
  }

  #become(viewer) {
    const channel = this.#world?.channels.get(this.#channel);
    if (channel) this.#beside = this.#world.isAppHome(channel) ? channel.with : null;
    this.#note("pushState", viewer, this.#channel);
    this.#follow(viewer);
  }

  #go(channel, other = null) {
    this.#drawer(false);
    if (!this.#world) { // one became somebody else a moment ago, and this is still the list of before
      [this.#channel, this.#beside] = [channel, other];
      return;
    }
    if (channel === this.#channel) return;
    this.#channel = channel;
    this.#note("pushState", this.#viewer, channel);
    this.#show(this.#world.state);
  }

  async #write(userId) {
    const channel = [...(this.#world?.channels.values() ?? [])].find((one) => one.with === userId);
    if (channel) {
      this.#go(channel.id);
      return;
    }
    this.#awaited = userId;
    const answer = await act(this.#viewer, "open_dm", { with: userId });
    if (!answer.ok) this.#toast("error", answer.error);
  }

  /** Keeps who one is and where in the address, so that a reload or a second window stays there. */
  #note(how, viewer, channel) {
    const asked = new URLSearchParams({ as: viewer, ...(channel && { in: channel }) });
    if (`?${asked}` !== location.search + location.hash) history[how](null, "", `?${asked}`);
  }

  #show(state) {
    const before = this.#world;
    const world = new World(state);
    this.#world = world;
    this.#viewer = world.viewer.id;
    const channel = this.#open(world);
    document.title = `${channel ? world.titleOf(channel) : state.team.name} (practice workspace)`;
    this.sidebar.show(world, channel?.id);
    this.clock.show(world);
    at("busy").textContent = state.busy ? "Working…" : "";
    if (before?.state.notice !== state.notice) this.#toast("notice", state.notice);
    this.#unreadElsewhere(world, channel);
    if (channel) {
      this.#name(channel, world);
      this.composer.show(world, channel);
      this.messages.show(world, channel);
    }
    this.modal.show(state.view, world, channel?.id);
    this.#announce(world, channel, Boolean(before));
    this.#markRead();
    if (this.#sought && channel) this.messages.find(this.#sought);
    this.#sought = null;
  }

  /** The channel to show: the one asked for, or the first. */
  #open(world) {
    const all = [...world.channels.values()];
    const direct = (id) => id && all.find((one) => one.with === id);
    const awaited = direct(this.#awaited);
    const channel = awaited || direct(this.#beside) || world.channels.get(this.#channel) || all.find((one) => one.kind === "channel" && !one.archived) || all[0];
    if (awaited) this.#awaited = null;
    this.#beside = null;
    this.#channel = channel?.id ?? null;
    this.#note("replaceState", world.viewer.id, this.#channel);
    return channel;
  }

  #name(channel, world) {
    const other = world.people.get(channel.with);
    const about = channel.kind === "dm" ? other?.title ?? "" : channel.private ? "Private channel" : "";
    at("conversation-name").replaceChildren(
      h("h1", {}, world.titleOf(channel), world.isAppHome(channel) ? h("span", { class: "app-tag" }, "APP") : ""), h("p", {}, about));
  }

  #unreadElsewhere(world, channel) {
    const waiting = [...world.channels.values()].some((one) => one.unread && one.id !== channel?.id);
    at("drawer").replaceChildren(h("span", { "aria-hidden": "true" }, "☰"), h("span", { class: "unseen" }, "Channels and people"),
      waiting ? h("span", { class: "unread-dot" }, h("span", { class: "unseen" }, ", something unread")) : "");
  }

  /** Says new messages to who does not see them; what was there when the page opened is not news. */
  #announce(world, channel, heardBefore) {
    const news = [];
    for (const one of world.channels.values()) {
      for (const message of one.messages) {
        const key = `${one.id} ${message.ts}`;
        if (heardBefore && !this.#heard.has(key) && message.user !== world.viewer.id) news.push([one, message]);
        this.#heard.add(key);
      }
    }
    if (!news.length) return;
    at("live").textContent = news
      .map(([one, message]) => `${world.nameOf(message.user)}${one.id === channel?.id ? "" : ` in ${world.titleOf(one)}`}: ${message.text ?? ""}`)
      .join(" ");
  }

  #markRead() {
    const channel = this.#world?.channels.get(this.#channel);
    const last = channel?.messages.at(-1)?.ts;
    const key = `${this.#viewer} ${this.#channel}`;
    if (document.hidden || !channel?.unread || this.#read.get(key) === last) return;
    this.#read.set(key, last);
    act(this.#viewer, "read", { channel: channel.id });
  }

  #link(event) {
    const link = event.target.closest?.("a[data-channel]");
    if (!link || !this.#world?.channels.has(link.dataset.channel)) return;
    event.preventDefault();
    this.#sought = link.dataset.ts ?? null;
    if (link.dataset.channel === this.#channel) this.messages.find(link.dataset.ts ?? "");
    else this.#go(link.dataset.channel);
  }

  #drawer(open) {
    at("sidebar").classList.toggle("open", open);
    at("drawer").setAttribute("aria-expanded", String(open));
  }

  #toast(kind, text) {
    at(`toast-${kind}`)?.remove();
    if (!text) return;
    const toast = h("div", { class: `toast toast-${kind}`, id: `toast-${kind}`, role: kind === "error" ? "alert" : "status" }, h("p", {}, text),
      h("button", { type: "button", class: "icon-button", "aria-label": "Hide this notice", on: { click: () => toast.remove() } }, "×"));
    at("composer").before(toast);
  }
}

new Page();
