/** The app's Home tab: what the app has published for this member, drawn as its blocks say. */

import { drawBlock } from "./blocks.js";
import { Kept, h, sync } from "./dom.js";
import { surface } from "./surface.js";
import { Values } from "./values.js";

export class Home {
  #place;
  #act;
  #report;
  #kept = new Kept();
  #values = new Values();
  #shown = "";
  #heading = h("h2", { class: "unseen" }, "Home");
  #nothing = h("p", { class: "nothing" }, "The app has put nothing here yet.");

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

  /** Draws the viewer's Home as it is now. */
  show(world) {
    const { home } = world.state;
    const key = `${world.viewer.id} ${home?.id}`;
    if (this.#shown !== key) [this.#shown, this.#kept, this.#values] = [key, new Kept(), new Values()];
    this.#place.setAttribute("aria-label", `Home of ${world.nameOf(world.state.app.user)}`);
    sync(this.#place, [this.#heading, ...(home ? this.#blocks(home, world) : [this.#nothing])]);
  }

  #blocks(home, world) {
    this.#values.adopt(home.blocks, home.state?.values);
    const container = { type: "view", view_id: home.id };
    const drawnOn = surface({ world, values: this.#values, container, act: this.#act, report: this.#report });
    const nodes = home.blocks.map((block) => this.#kept.node(block.block_id, [block, this.#values.turn(block.block_id), world.reading], () => drawBlock(block, drawnOn)));
    this.#kept.only(home.blocks.map((block) => block.block_id));
    return nodes;
  }
}
