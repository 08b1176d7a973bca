/** The messages of the open channel, as its members read them. */

import { Kept, h, sync } from "./dom.js";
import { drawBlock } from "./blocks.js";
import { mrkdwn } from "./mrkdwn.js";
import { reactions } from "./reactions.js";
import { clockTime, dayLine, dayNumber, longDay, ofTs } from "./time.js";
import { Values } from "./values.js";

const NEAR_END = 120; // pixels: who reads this close to the end wants to see what comes

export class Messages {
  #place;
  #act;
  #report;
  #kept = new Kept();
  #values = new Map();
  #shown = null;

  /**
   * @param {HTMLElement} place
   * @param {(name: string, details: object) => Promise<object>} act
   * @param {(text: string) => void} report says what went wrong
   */
  constructor(place, act, report) {
    this.#place = place;
    this.#act = act;
    this.#report = report;
  }

  /** Draws the channel as it is now, and stays at the end of it for who was there. */
  show(world, channel) {
    const place = this.#place;
    const key = `${world.viewer.id} ${channel.id}`;
    const moved = this.#shown !== key;
    const atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_END;
    if (moved) [this.#kept, this.#shown] = [new Kept(), key];
    place.setAttribute("aria-label", `Messages in ${world.titleOf(channel)}`);
    sync(place, this.#nodes(world, channel));
    if (moved || atEnd) place.scrollTop = place.scrollHeight;
  }

  /** Brings one message into sight, if it is here. */
  find(ts) {
    const article = this.#place.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    article?.scrollIntoView({ block: "center" });
    article?.focus();
  }

  #nodes(world, channel) {
    const reading = world.reading(dayNumber(world.now, world.zone));
    const nodes = [];
    const keys = [];
    const keep = (key, shown, draw) => {
      keys.push(key);
      nodes.push(this.#kept.node(key, shown, draw));
    };
    let day = null;
    for (const message of channel.messages) {
      const at = ofTs(message.ts);
      if (dayNumber(at, world.zone) !== day) {
        day = dayNumber(at, world.zone);
        keep(`day ${day}`, reading, () => h("h2", { class: "day" }, h("span", {}, dayLine(at, world.now, world.zone))));
      }
      keep(message.ts, [message, reading], () => this.#message(message, channel, world));
    }
    if (!nodes.length) keep("none", reading, () => h("p", { class: "nothing" }, "Nothing has been said here yet."));
    this.#kept.only(keys);
    return nodes;
  }

  #message(message, channel, world) {
    const name = world.nameOf(message.user);
    const at = ofTs(message.ts);
    const bot = message.bot ?? world.isBot(message.user);
    const shape = ["message", message.ephemeral && "message-ephemeral", message.thread_ts && message.thread_ts !== message.ts && "message-reply"];
    return h("article", { class: shape.filter(Boolean).join(" "), "aria-label": `message from ${name}`, tabindex: "-1", data: { ts: message.ts } },
      avatar(message.user, name, bot),
      h("div", { class: "message-main" },
        message.ephemeral ? h("p", { class: "message-note" }, "👁 Only visible to you") : null,
        h("header", { class: "message-head" },
          h("span", { class: "message-name" }, name),
          bot ? h("span", { class: "app-tag" }, "APP") : null,
          h("time", { datetime: at.toISOString(), title: longDay(at, world.zone) }, clockTime(at, world.zone))),
        this.#body(message, channel, world),
        message.ephemeral ? null : reactions(message, world, (act, emoji) => this.#tell(act, { channel: channel.id, ts: message.ts, name: emoji }))));
  }

  #body(message, channel, world) {
    const edited = message.edited ? h("span", { class: "edited" }, " (edited)") : null;
    if (!message.blocks?.length) return h("div", { class: "message-text" }, ...mrkdwn(message.text ?? "", world), edited);
    const surface = this.#surface(message, channel, world);
    return h("div", { class: "message-blocks" }, ...message.blocks.map((block) => drawBlock(block, surface)), edited);
  }

  #surface(message, channel, world) {
    const key = `${world.viewer.id} ${channel.id} ${message.ts}`;
    const container = { type: "message", channel: channel.id, ts: message.ts };
    const values = this.#values.get(key) ?? new Values();
    this.#values.set(key, values);
    values.adopt(message.blocks, {}, channel.id);
    return {
      world,
      values,
      send: (blockId, action) =>
        this.#tell("action", { container, block_id: blockId, action: { ...action, block_id: blockId }, state: { values: values.all() } }),
      search: (blockId, actionId, value) => this.#act("suggest", { container, block_id: blockId, action_id: actionId, value }),
    };
  }

  async #tell(name, details) {
    const answer = await this.#act(name, details);
    this.#report(answer.ok ? "" : answer.error);
  }
}

/** A square with the initials of who speaks; always of the same colour for the same person. */
export function avatar(id, name, bot) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const initials = (words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 2)).toUpperCase();
  const tone = [...String(id)].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 8, 0);
  return h("span", { class: `avatar ${bot ? "avatar-app" : `tone-${tone}`}`, "aria-hidden": "true" }, initials);
}
