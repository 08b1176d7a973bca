/** The guided tour: which step a newcomer has come to, by what they see. No part of it touches the page. */

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

  /** Goes as far as what is seen now allows. */
  follow(world) {
    while (this.step && this.isWho(world) && this.#isReached(world)) this.skip();
  }

  /** Goes on to the next step, whatever is seen. */
  skip() {
    this.at += 1;
  }

  /** Whether the viewer is whom the step wants: the one it names, or somebody whom no step names. */
  isWho(world) {
    const { be } = this.step;
    return be === "somebody else" ? this.#steps.every((step) => step.be !== world.viewer.id) : be === world.viewer.id;
  }

  #isReached(world) {
    const { until } = this.step;
    if (until.form) return Boolean(world.state.view?.title.text.includes(until.form));
    const said = placeNamed(until.in, world)?.messages ?? [];
    return said.some((message) => Number.parseFloat(message.ts) >= this.began && wordsOf(message).includes(until.sees));
  }
}
