/** The page put together: it follows the workspace as one member and shows each state as it comes. */

import { act, follow } from "./api.js";
import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { Guide } from "./guide.js";
import { Head } from "./head.js";
import { Home } from "./home.js";
import { Messages } from "./messages.js";
import { Modal } from "./modal.js";
import { News } from "./news.js";
import { People } from "./people.js";
import { afterPresses } from "./press.js";
import { Sidebar } from "./sidebar.js";
import { Strip } from "./strip.js";
import { Thread } from "./thread.js";
import { Tools } from "./tools.js";
import { World } from "./world.js";

const at = (id) => document.getElementById(id);
const LANDMARKS = { bar: "Practice", conversation: "Conversation", sidebar: "Workspace", thread: "Thread" };
const [APP, HOME] = ["app", "home"]; // the viewer's messages with the app, and their Home there, whoever the viewer is

/** Which of two windows side by side this is, "left" or "right", or null; what leads and moves the clock stands above both. */
const pane = new URLSearchParams(location.search).get("pane");

class Page {
  #viewer = null;
  #channel = null;
  #tab = "messages";
  #wanted = null; // the tab to turn to at the app, once one is there
  #world = null;
  #stop = () => {};
  #with = null; // whom the viewer is to have a direct message with, as soon as there is one
  #sought = null; // the message that a link led to
  #read = new Map();
  #visited = "";
  #states = afterPresses((state) => this.#show(state));

  constructor() {
    const tell = (name, details) => act(this.#viewer, name, details);
    const report = (text) => this.#toast("error", text);
    this.people = new People((id) => this.#become(id));
    this.tools = new Tools(at("panel"), tell);
    this.strip = new Strip(at("strip"));
    this.guide = pane ? null : new Guide(this.strip, tell, (who, where) => this.#visit(who, where));
    this.sidebar = new Sidebar(at("sidebar"), { channel: (id) => this.#go(id), direct: (id) => this.#write(id) });
    this.head = new Head(at("conversation-name"), at("tabs"), (tab) => this.#turn(tab));
    this.home = new Home(at("home"), tell, report);
    this.thread = new Thread(at("thread"), tell, report, () => this.#openThread(null));
    this.messages = new Messages(at("messages"), tell, report, (ts) => this.#openThread(ts));
    this.composer = new Composer(at("composer"), tell);
    this.modal = new Modal(tell);
    this.news = new News(at("live"));
    this.#fillBar();
    this.#listen();
    this.#start();
  }

  #fillBar() {
    const beside = h("button", { type: "button", class: "bar-button bar-wide", on: { click: () => this.#sideBySide() } }, "Side by side");
    this.tour = h("button", { type: "button", class: "bar-button", on: { click: () => this.guide?.begin() } }, "Tour");
    at("bar").append(this.people.node, h("div", { class: "bar-tools" }, this.tools.node, this.tour, beside));
    document.body.classList.toggle("is-pane", Boolean(pane));
  }

  #listen() {
    at("drawer").addEventListener("click", () => this.#drawer(!at("sidebar").classList.contains("open")));
    document.addEventListener("click", (event) => at("sidebar").contains(event.target) || at("drawer").contains(event.target) || this.#drawer(false));
    document.addEventListener("click", (event) => this.#link(event));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.#drawer(false));
    document.addEventListener("visibilitychange", () => this.#markRead());
    addEventListener("popstate", () => this.#start());
  }

  #start() {
    const asked = new URLSearchParams(location.search);
    const [channel, ts] = location.hash.slice(1).split("/"); // where a permalink leads
    this.#channel = channel || asked.get("in");
    this.#sought = ts ?? null;
    this.#wanted = ts ? "messages" : asked.get("tab");
    this.#follow(asked.get("as"));
    this.thread.turnTo(asked.get("thread"));
  }

  #follow(viewer) {
    this.#stop();
    this.#states.forget();
    this.#viewer = viewer;
    this.#world = null;
    at("conversation").inert = true; // what stands there is still what the one before saw, and theirs to press
    this.news.forget();
    this.thread.turnTo(null);
    this.#toast("error", "");
    this.#stop = follow(viewer, (state) => this.#states.receive(state), (trouble) => { at("connection").textContent = trouble; });
  }

  /** Becomes somebody; who is beside the app stays beside the app. */
  #become(viewer) {
    if (viewer === this.#viewer) return;
    const channel = this.#world?.channels.get(this.#channel);
    if (channel && this.#world.isAppHome(channel)) [this.#with, this.#wanted] = [channel.with, this.#tab];
    this.#follow(viewer);
    this.#note("pushState");
  }

  /** Becomes somebody somewhere; each may be empty, and the place "app", "home", or a thread: channel and first message. */
  #visit(who, where) {
    const app = this.#world?.state.app.user;
    const [place, ts] = where.split("/");
    if (who) this.#become(who);
    if (!place) return;
    this.#tab = this.#wanted = place === HOME ? "home" : "messages";
    if (place === APP || place === HOME) this.#write(app);
    else this.#go(place);
    this.thread.turnTo(ts ?? null);
    if (this.#world) this.#turn(this.#tab);
  }

  #go(channel) {
    this.#drawer(false);
    this.#with = null;
    if (!this.#world) { // one became somebody else a moment ago, and this is still the list of before
      this.#channel = channel;
      return;
    }
    if (channel === this.#channel) return;
    this.#channel = channel;
    this.thread.turnTo(null);
    this.#toast("error", "");
    this.#note("pushState");
    this.#show(this.#world.state);
  }

  /** Opens the direct messages with somebody, which are begun if need be. */
  async #write(userId) {
    this.#drawer(false);
    const channel = this.#world?.directWith(userId);
    if (channel) {
      this.#go(channel.id);
      return;
    }
    this.#with = userId;
    if (!this.#world) return; // who one is becoming has them, or begins them, once their list is here
    const answer = await act(this.#viewer, "open_dm", { with: userId });
    if (!answer.ok) this.#toast("error", answer.error);
  }

  #turn(tab) {
    this.#tab = tab;
    this.#show(this.#world.state);
  }

  #openThread(ts) {
    const before = this.thread.root;
    this.thread.turnTo(ts);
    this.#note("pushState");
    this.#show(this.#world.state);
    if (!ts && before) this.messages.find(before);
  }

  #sideBySide() {
    const others = this.#world.members.filter(({ id }) => id !== this.#viewer);
    const other = others.find((person) => person.unread) ?? others[0];
    location.assign(`/beside?${new URLSearchParams({ left: this.#viewer, right: other?.id ?? this.#viewer, ...(this.#channel && { in: this.#channel }) })}`);
  }

  /** Keeps who one is and where in the address, so that a reload or a second window stays there. */
  #note(how) {
    const tab = Head.tabsOf(this.#world, this.#world?.channels.get(this.#channel)).length ? this.#tab : null;
    const there = { as: this.#viewer, in: this.#channel, tab, thread: this.thread.root, pane };
    const asked = new URLSearchParams(Object.entries(there).filter(([, value]) => value));
    if (`?${asked}` !== location.search + location.hash) history[how](null, "", `?${asked}`);
    if (!pane) return;
    const both = new URL(parent.location);
    both.searchParams.set(pane, this.#viewer);
    parent.history.replaceState(null, "", both);
  }

  #show(state) {
    const before = this.#world;
    const world = new World(state);
    this.#world = world;
    this.#viewer = world.viewer.id;
    at("conversation").inert = false;
    const channel = this.#open(world);
    document.title = `${channel ? world.titleOf(channel) : state.team.name} (practice workspace)`;
    for (const [id, name] of Object.entries(LANDMARKS)) this.#label(id, name);
    this.people.show(world);
    this.tools.show(world);
    this.sidebar.show(world, channel?.id);
    at("busy").textContent = state.busy ? "Working…" : "";
    if (before?.state.notice !== state.notice) this.#toast("notice", state.notice);
    this.#unreadElsewhere(world, channel);
    this.tour.hidden = Boolean(state.story && !state.story.done);
    if (channel) this.#showChannel(world, channel);
    else this.#showNothing(world);
    this.modal.show(state.view, world, channel?.id);
    this.strip.moveInto(this.modal.host);
    this.guide?.show(world, this.#tab === "home" ? null : channel);
    this.news.tell(world, channel);
    this.#markRead();
    if (this.#sought && channel) this.messages.find(this.#sought);
    this.#sought = null;
  }

  #showChannel(world, channel) {
    this.head.show(world, channel, this.#tab);
    const home = this.#tab === "home";
    at("home").hidden = !home;
    at("messages").hidden = at("composer").hidden = home;
    this.#label("messages", `Messages in ${world.titleOf(channel)}`);
    if (home) this.home.show(world);
    this.composer.show(world, channel);
    this.messages.show(world, channel, world.said(channel), `${world.viewer.id} ${channel.id}`);
    this.thread.show(world, home ? null : channel);
  }

  /** Who is in no conversation sees none; least of all that of whom one was before. */
  #showNothing(world) {
    this.head.showNothing();
    this.thread.show(world, null);
    at("home").hidden = at("composer").hidden = true;
    at("messages").hidden = false;
    this.messages.showNothing(`${world.nameOf(world.viewer.id)} is in no conversation. Choose the app, or somebody to write to, on the left.`);
  }

  /** Names a landmark; of two windows side by side each has landmarks of its own. */
  #label(id, name) {
    at(id).setAttribute("aria-label", pane ? `${name}, as ${this.#world.viewer.name}` : name);
  }

  /** The channel to show: the one asked for, or the first; with the tab of the app, when it has several. */
  #open(world) {
    const all = [...world.channels.values()];
    const wanted = this.#with && world.directWith(this.#with);
    if (this.#with && !wanted) this.#write(this.#with);
    const channel = wanted || world.channels.get(this.#channel) || all.find((one) => one.kind === "channel" && !one.archived) || all[0];
    if (wanted) this.#with = null;
    this.#channel = channel?.id ?? null;
    this.#atApp(world, channel);
    this.#note("replaceState");
    return channel;
  }

  /** The app hears when somebody opens one of its tabs. */
  #atApp(world, channel) {
    const tabs = Head.tabsOf(world, channel);
    const [place, tab] = this.#visited.split("/");
    const here = channel ? `${world.viewer.id} ${channel.id}` : "";
    const first = this.#wanted ?? (channel?.unread ? "messages" : tabs[0]);
    this.#wanted = null;
    if (place !== here) this.#tab = tabs.length ? first : "messages";
    else if (tab === this.#tab) return;
    this.#visited = `${here}/${this.#tab}`;
    if (channel && world.isAppHome(channel)) act(this.#viewer, "home", { tab: this.#tab });
  }

  #unreadElsewhere(world, channel) {
    const waiting = [...world.channels.values()].some((one) => one.unread && one.id !== channel?.id);
    at("drawer").replaceChildren(h("span", { "aria-hidden": "true" }, "☰"), h("span", { class: "unseen" }, "Channels and people"),
      waiting ? h("span", { class: "unread-dot" }, h("span", { class: "unseen" }, ", something unread")) : "");
  }

  #markRead() {
    const channel = this.#world?.channels.get(this.#channel);
    const last = channel?.messages.at(-1)?.ts;
    const key = `${this.#viewer} ${this.#channel}`;
    if (document.hidden || this.#tab === "home" || !channel?.unread || this.#read.get(key) === last) return;
    this.#read.set(key, last);
    act(this.#viewer, "read", { channel: channel.id });
  }

  #link(event) {
    const link = event.target.closest?.("a[data-channel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!this.#world?.channels.has(link.dataset.channel)) {
      this.#toast("error", "This conversation is not yours to see.");
      return;
    }
    this.#sought = link.dataset.ts ?? null;
    this.#visit("", link.dataset.channel);
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
