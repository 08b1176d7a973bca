/** A list of messages, as its reader sees it: those of a channel, or of one thread. */

import { avatar } from "./avatar.js";
import { Kept, h, sync } from "./dom.js";
import { drawBlock } from "./blocks.js";
import { mrkdwn } from "./mrkdwn.js";
import { addReaction, reactions } from "./reactions.js";
import { messageShortcuts } from "./shortcuts.js";
import { surface } from "./surface.js";
import { clockTime, dayLine, dayNumber, longDay, ofTs } from "./time.js";
import { Values } from "./values.js";

const ROOT = 80; // characters of the message that a reply is to
const NEAR_END = 120; // pixels: who reads this close to the end wants to see what comes

export class Messages {
  #place;
  #act;
  #report;
  #openThread;
  #kept = new Kept();
  #values = new Map();
  #shown = null;
  #readUntil = null;
  #last = ""; // whoever says something sees it

  /**
   * @param {HTMLElement} place
   * @param {(name: string, details: object) => Promise<object>} act
   * @param {(text: string) => void} report says what went wrong
   * @param {((ts: string) => void)|null} openThread shows the thread of a message; null within one
   */
  constructor(place, act, report, openThread = null) {
    this.#place = place;
    this.#act = act;
    this.#report = report;
    this.#openThread = openThread;
  }

  /**
   * Draws these messages as they are now, and stays at the end of them for who was there.
   * @param {World} world
   * @param {object} channel where they were said
   * @param {object[]} messages in the order of their time
   * @param {string} key says whether these are still the same messages to the same reader
   */
  show(world, channel, messages, key) {
    const place = this.#place;
    const moved = this.#shown !== key;
    const last = messages.at(-1);
    const own = last?.user === world.viewer.id && last.ts !== this.#last;
    const atEnd = own || place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_END;
    this.#last = last?.ts;
    if (moved) {
      [this.#kept, this.#values, this.#shown] = [new Kept(), new Map(), key];
      this.#readUntil = world.unread(channel).length ? channel.read : null;
    }
    sync(place, this.#nodes(world, channel, messages));
    if (moved || atEnd) place.scrollTop = place.scrollHeight;
    if (moved) place.querySelector(".new-line")?.scrollIntoView({ block: "nearest" });
  }

  /** Says why there is nothing to read. */
  showNothing(why) {
    [this.#kept, this.#values, this.#shown] = [new Kept(), new Map(), null];
    this.#place.replaceChildren(h("p", { class: "nothing" }, why));
  }

  /** Brings one message into sight, if it is here. */
  find(ts) {
    const article = this.#place.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    article?.scrollIntoView({ block: "center" });
    article?.focus();
  }

  #nodes(world, channel, messages) {
    const { reading } = world;
    const nodes = [];
    const keys = [];
    const keep = (key, shown, draw) => {
      keys.push(key);
      nodes.push(this.#kept.node(key, shown, draw));
    };
    const firstNew = this.#readUntil !== null && !this.#isThread && messages.find((one) => one.ts > this.#readUntil && one.user !== world.viewer.id);
    let day = null;
    for (const message of messages) {
      const at = ofTs(message.ts);
      if (dayNumber(at, world.zone) !== day) {
        day = dayNumber(at, world.zone);
        keep(`day ${day}`, reading, () => h("h2", { class: "day" }, h("span", {}, dayLine(at, world.now, world.zone))));
      }
      if (message === firstNew) keep("new", null, () => h("p", { class: "new-line" }, h("span", {}, "New")));
      const replies = this.#isThread ? [] : world.replies(channel, message.ts);
      const root = message.broadcast ? world.message(channel, message.thread_ts)?.text : null;
      keep(message.ts, [message, root, channel.archived, replies.map(({ ts, user }) => [ts, user]), reading], () => this.#message(message, replies, channel, world));
    }
    if (!nodes.length) keep("none", reading, () => h("p", { class: "nothing" }, "There is nothing here at the moment."));
    this.#kept.only(keys);
    for (const ts of this.#values.keys()) if (!keys.includes(ts)) this.#values.delete(ts);
    return nodes;
  }

  get #isThread() {
    return this.#openThread === null;
  }

  #message(message, replies, channel, world) {
    if (message.deleted) return h("article", { class: "message-gone", "aria-label": "deleted message", data: { ts: message.ts } }, h("p", {}, message.text), replies.length ? this.#repliesLine(message, replies, world) : null);
    const name = world.nameOf(message.user);
    const at = ofTs(message.ts);
    const bot = message.bot ?? world.isBot(message.user);
    const react = (act, emoji) => this.#tell(act, { channel: channel.id, ts: message.ts, name: emoji });
    return h("article", { class: message.ephemeral ? "message message-ephemeral" : "message", "aria-label": `message from ${name}`, tabindex: "-1", data: { ts: message.ts } },
      avatar(message.user, name, bot),
      h("div", { class: "message-main" },
        message.ephemeral ? h("p", { class: "message-note" }, "👁 Only visible to you") : null,
        message.broadcast ? this.#inBoth(message, channel, world) : null,
        h("header", { class: "message-head" },
          h("span", { class: "message-name" }, name),
          bot ? h("span", { class: "app-tag" }, "APP") : null,
          h("time", { datetime: at.toISOString(), title: longDay(at, world.zone) }, clockTime(at, world.zone))),
        this.#body(message, channel, world),
        message.ephemeral ? null : reactions(message, world, react),
        replies.length ? this.#repliesLine(message, replies, world) : null,
        message.ephemeral || channel.archived ? null : this.#tools(message, channel, world, react)));
  }

  /** What comes into sight beside a message: to react, to answer it, and what the app offers for it. */
  #tools(message, channel, world, react) {
    const use = (id) => this.#tell("shortcut", { callback_id: id, channel: channel.id, ts: message.ts });
    const reply = () => this.#openThread(message.thread_ts ?? message.ts);
    return h("div", { class: "message-tools" },
      addReaction(message, world, react),
      this.#isThread ? null : h("button", { type: "button", class: "tool", "aria-label": "Reply in thread", title: "Reply in thread", on: { click: reply } }, h("span", { "aria-hidden": "true" }, "💬︎")),
      messageShortcuts(world, use));
  }

  #repliesLine(message, replies, world) {
    const last = ofTs(replies.at(-1).ts);
    const who = [...new Set(replies.map((one) => one.user))].slice(0, 3);
    const count = `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`;
    return h("button", { type: "button", class: "replies", on: { click: () => this.#openThread(message.ts) } },
      ...who.map((id) => avatar(id, world.nameOf(id), world.isBot(id))), h("span", { class: "replies-count" }, count),
      h("span", { class: "replies-last" }, `Last reply ${dayLine(last, world.now, world.zone).toLowerCase()} at ${clockTime(last, world.zone)}`));
  }

  /** What says of a reply that it stands in the thread and in the channel; there it leads to the thread. */
  #inBoth(message, channel, world) {
    if (this.#isThread) return h("p", { class: "message-note" }, channel.kind === "dm" ? "Also sent as a direct message" : "Also sent to the channel");
    const root = world.message(channel, message.thread_ts);
    const words = root ? shortened(h("span", {}, ...mrkdwn(root.text, world)).textContent) : "a thread";
    const thread = h("button", { type: "button", class: "thread-link", on: { click: () => this.#openThread(message.thread_ts) } }, words);
    return h("p", { class: "message-note" }, `${world.nameOf(message.user)} replied to a thread: `, thread);
  }

  #body(message, channel, world) {
    const edited = message.edited ? h("span", { class: "edited" }, " (edited)") : null;
    if (!message.blocks?.length) return h("div", { class: "message-text" }, ...mrkdwn(message.text ?? "", world), edited);
    const drawnOn = this.#surface(message, channel, world);
    return h("div", { class: "message-blocks" }, ...message.blocks.map((block) => drawBlock(block, drawnOn)), edited);
  }

  #surface(message, channel, world) {
    const values = this.#values.get(message.ts) ?? new Values();
    this.#values.set(message.ts, values);
    values.adopt(message.blocks, {}, channel.id);
    const container = { type: "message", channel: channel.id, ts: message.ts };
    return surface({ world, values, container, act: this.#act, report: this.#report });
  }

  async #tell(name, details) {
    const answer = await this.#act(name, details);
    this.#report(answer.ok ? "" : answer.error);
  }
}

/** The first line, no longer than a line. */
function shortened(text) {
  const [line] = text.split("\n");
  return line.length > ROOT ? `${line.slice(0, ROOT)}…` : line;
}
