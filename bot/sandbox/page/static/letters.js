/** What is typed is told to the bot letter by letter, one at a time: of what is typed meanwhile the newest is told next. */

export class Letters {
  #busy = new Set();
  #next = new Map();

  /**
   * @param {string} field whose letters they are
   * @param {() => Promise<void>} tell says what stands in the field when it is called
   */
  async tell(field, tell) {
    this.#next.set(field, tell);
    if (this.#busy.has(field)) return;
    this.#busy.add(field);
    try {
      await this.#rest(field);
    } finally {
      this.#busy.delete(field);
    }
  }

  async #rest(field) {
    const now = this.#next.get(field);
    this.#next.delete(field);
    await now();
    if (this.#next.has(field)) await this.#rest(field);
  }
}
