/** Says new messages to who does not see the page. */

import { h } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";

/** The words of a text, with names for ids. */
function read(text, world) {
  return h("span", {}, ...mrkdwn(text, world)).textContent;
}

export class News {
  #place;
  #heard = null;

  /** @param {HTMLElement} place a live region */
  constructor(place) {
    this.#place = place;
  }

  /** What is there when the page opens again is no news. */
  forget() {
    this.#heard = null;
  }

  tell(world, channel) {
    const before = this.#heard;
    this.#heard = new Set();
    const news = [];
    for (const one of world.channels.values()) {
      for (const message of one.messages) {
        const key = `${one.id} ${message.ts}`;
        if (before && !before.has(key) && message.user !== world.viewer.id) news.push([one, message]);
        this.#heard.add(key);
      }
    }
    if (!news.length) return;
    this.#place.textContent = news
      .map(([one, message]) => `${world.nameOf(message.user)}${one.id === channel?.id ? "" : ` in ${world.titleOf(one)}`}: ${read(message.text ?? "", world)}`)
      .join(" ");
  }
}
