/** Who leads a visitor through the workspace: the narrator of a story that is being told, or else the guided tour. */

import { Tour, placeNamed } from "./tour.js";

const KEPT = "practice-tour";
const NOT_NOW = "not now";
const POINTS = {
  card: "#messages article:last-of-type",
  composer: "#composer form",
  message: "#messages article:last-of-type",
  people: ".people",
  time: ".tools button",
};

export class Guide {
  #strip;
  #act;
  #go;
  #told = null;
  #tour = null;
  #world = null;
  #heard = null; // the step of the story that the page has gone to see
  #dismissed = null; // the story whose end was read

  /**
   * @param {Strip} strip
   * @param {(name: string, details: object) => Promise<object>} act
   * @param {(who: string, where: string) => void} go becomes somebody, somewhere; either may be empty
   */
  constructor(strip, act, go) {
    this.#strip = strip;
    this.#act = act;
    this.#go = go;
    this.#load();
  }

  /** Shows what comes next to who sees `world` and has this channel open. */
  show(world, channel) {
    this.#world = world;
    const { story } = world.state;
    if (story && story.title !== this.#dismissed) this.#tell(story);
    else this.#lead(world, channel);
  }

  /** Begins the tour, from its start. */
  begin() {
    if (!this.#told || !this.#world) return;
    this.#tour = new Tour(this.#told, this.#world.now.getTime() / 1000);
    this.#keep();
    this.#goToStep();
  }

  #tell(story) {
    this.#point(null);
    const step = `${story.title} ${story.number}`;
    if (this.#heard !== step) {
      this.#heard = step;
      if (story.who || story.where) this.#go(story.who, story.where);
    }
    const ended = { label: "Look around", primary: true, run: () => { this.#dismissed = story.title; this.show(this.#world); } };
    const going = story.running ? { label: "Pause", run: () => this.#act("story", { do: "pause" }) } : { label: "Go on", primary: true, run: () => this.#act("story", { do: "resume" }) };
    this.#strip.show({ count: `${story.number} of ${story.total}`, title: story.title, text: story.line, buttons: [story.done ? ended : going] });
  }

  #lead(world, channel) {
    const tour = this.#tour;
    const before = tour?.at;
    tour?.follow(world);
    if (tour && tour.at !== before) this.#keep();
    if (!this.#told || sessionStorage.getItem(KEPT) === NOT_NOW) return this.#show(null);
    if (!tour) return this.#show(null, world.state.view ? null : this.#offer());
    if (!tour.step) return this.#show(null, this.#end());
    const away = !tour.isWho(world) || placeNamed(tour.step.in, world)?.id !== channel?.id;
    const there = away && tour.step.be !== "somebody else" ? [{ label: "Take me there", primary: true, run: () => this.#goToStep() }] : [];
    return this.#show(tour.step.point, {
      count: `${tour.at + 1} of ${tour.length}`, title: tour.step.title, text: tour.step.text,
      buttons: [...there, { label: "Skip", run: () => this.#skip() }, { label: "End the tour", run: () => this.#leave() }],
    });
  }

  #offer() {
    return {
      count: "New here?", title: `${this.#told.title}:`, text: `one referral from the request to the thanks, in ${this.#told.steps.length} steps.`,
      buttons: [{ label: "Show me", primary: true, run: () => this.begin() }, { label: "Not now", run: () => this.#leave() }],
    };
  }

  #end() {
    return { count: "Done.", title: "That was one referral.", text: "Everything here is yours to try: other people, other answers, the clock, and what can go wrong.", buttons: [{ label: "Look around", primary: true, run: () => this.#leave() }] };
  }

  #show(point, step = null) {
    this.#strip.show(step);
    this.#point(step && point);
  }

  #point(name) {
    document.querySelectorAll(".pointed").forEach((node) => node.classList.remove("pointed"));
    if (POINTS[name]) document.querySelector(POINTS[name])?.classList.add("pointed");
  }

  #goToStep() {
    const { be, in: where } = this.#tour.step;
    this.#go(be === "somebody else" ? "" : be, where);
    this.show(this.#world);
  }

  #skip() {
    this.#tour.skip();
    this.#keep();
    this.show(this.#world);
  }

  #leave() {
    this.#tour = null;
    sessionStorage.setItem(KEPT, NOT_NOW);
    this.show(this.#world);
  }

  #keep() {
    sessionStorage.setItem(KEPT, JSON.stringify({ began: this.#tour.began, at: this.#tour.at }));
  }

  async #load() {
    const answer = await fetch("/page/api/tour");
    this.#told = await answer.json();
    const kept = sessionStorage.getItem(KEPT);
    if (this.#told && kept && kept !== NOT_NOW) {
      const { began, at } = JSON.parse(kept);
      this.#tour = new Tour(this.#told, began, at);
    }
    if (this.#world) this.show(this.#world);
  }
}
