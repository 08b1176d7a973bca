/** The guided tour: which step a newcomer has come to, by what they see. No part of it touches the page. */

const SOMEBODY_ELSE = "somebody else";
const IN_THE_BAR = new Set(["people", "time"]); // wherever one is

/** Everything that a message shows, as one text. */
export function wordsOf(message) {
  const texts = (value) => {
    if (Array.isArray(value)) return value.flatMap(texts);
    if (value === null || typeof value !== "object") return [];
    return [...(typeof value.text === "string" ? [value.text] : []), ...Object.values(value).flatMap(texts)];
  };
  return [message.text ?? "", ...texts(message.blocks ?? [])].join("\n");
}

/** A channel by its id, or the viewer's messages with the app by "app"; undefined when there is none yet. */
export function placeNamed(name, world) {
  return name === "app" ? world.directWith(world.state.app.user) : world.channels.get(name);
}

export class Tour {
  #steps;

  /**
   * @param {object} told the tour as the workspace tells it: {title, steps}
   * @param {number} began when it began, in seconds since 1970 of the calendar: what was said before does not count
   * @param {number} at the step to go on with
   */
  constructor(told, began, at = 0) {
    this.title = told.title;
    this.#steps = told.steps;
    [this.began, this.at] = [began, at];
  }

  /** The step that waits for something, or null at the end. */
  get step() {
    return this.#steps[this.at] ?? null;
  }

  get length() {
    return this.#steps.length;
  }

  /** Goes as far as what is seen now, in the channel that is open, allows. */
  follow(world, channel) {
    while (this.step && this.#isWho(world) && this.#isReached(world, channel)) this.skip();
  }

  /** Goes on to the next step, whatever is seen. */
  skip() {
    this.at += 1;
  }

  /**
   * What the page shows of the step that waits.
   * @returns {{count: string, title: string, text: string, takesThere: boolean, point: string|null, words: string}}
   *   takesThere: whether one can be brought to where it goes on; point, words: what to point at, and what stands on it
   */
  lead(world, channel) {
    const { title, text, point, words, be, in: where } = this.step;
    const who = this.#isWho(world);
    const there = who && placeNamed(where, world)?.id === channel?.id;
    const known = who || be !== SOMEBODY_ELSE; // whom else to become is the visitor's choice
    return {
      count: `${this.at + 1} of ${this.length}`, title, text,
      takesThere: !there && known && !world.state.view,
      point: there || (IN_THE_BAR.has(point) && !(who && point === "people")) ? point : null,
      words,
    };
  }

  /** Whether the viewer is whom the step wants: the one it names, or somebody whom no step names. */
  #isWho(world) {
    const { be } = this.step;
    return be === SOMEBODY_ELSE ? this.#steps.every((step) => step.be !== world.viewer.id) : be === world.viewer.id;
  }

  #isReached(world, channel) {
    const { until } = this.step;
    if (until.form) return Boolean(world.state.view?.title.text.includes(until.form));
    if (!channel || placeNamed(until.in, world)?.id !== channel.id) return false;
    return channel.messages.some((message) => Number.parseFloat(message.ts) >= this.began && wordsOf(message).includes(until.sees));
  }
}
