/** Who leads a visitor through the workspace: the narrator of a story that is being told, or else the guided tour. */

import { Tour } from "./tour.js";

const KEPT = "practice-tour";
const READ = "practice-story";
const NOT_NOW = "not now";

/** The part of the page that a step points at; of messages the newest with these words on it. */
function pointedAt(name, words) {
  if (name === "message") return [...document.querySelectorAll("#messages article")].findLast((one) => one.textContent.includes(words));
  return document.querySelector({ composer: "#composer form", people: ".people", time: ".tools button" }[name] ?? "none");
}

export class Guide {
  #strip;
  #act;
  #go;
  #told = null;
  #tour = null;
  #world = null;
  #channel = null;
  #heard = null; // the step of the story that the page has gone to see
  #pointed = null;

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
    [this.#world, this.#channel] = [world, channel];
    this.#again();
  }

  #again() {
    const { story } = this.#world.state;
    if (story && story.title !== sessionStorage.getItem(READ)) this.#tell(story);
    else this.#lead();
  }

  /** Begins the tour, from its start. */
  begin() {
    if (!this.#told || !this.#world) return;
    this.#tour = new Tour(this.#told, this.#world.now.getTime() / 1000);
    this.#keep();
    this.#goToStep();
    this.#again();
  }

  #tell(story) {
    this.#point(null);
    const step = `${story.title} ${story.number}`;
    if (this.#heard !== step) {
      const held = this.#heard === null && !story.running && story.number > 1; // whoever opens the page again stays where they were
      this.#heard = step;
      if (!held && (story.who || story.where)) this.#go(story.who, story.where);
    }
    const ended = { label: "Look around", primary: true, run: () => this.#endStory() };
    const going = story.running ? { label: "Pause", run: () => this.#act("story", { do: "pause" }) } : { label: story.number > 1 ? "Go on" : "Start", primary: true, run: () => this.#act("story", { do: "resume" }) };
    this.#strip.show({ count: `${story.number} of ${story.total}`, title: story.title, text: story.line, buttons: [story.done ? ended : going] });
  }

  #lead() {
    const [tour, world, channel] = [this.#tour, this.#world, this.#channel];
    const before = tour?.at;
    tour?.follow(world, channel);
    if (tour && tour.at !== before) this.#keep();
    if (!this.#told || sessionStorage.getItem(KEPT) === NOT_NOW) return this.#show(null);
    if (!tour) return this.#show(world.state.view ? null : this.#offer());
    if (!tour.step) return this.#show(this.#end());
    const { takesThere, point, words, ...step } = tour.lead(world, channel);
    const there = takesThere ? [{ label: "Take me there", primary: true, run: () => this.#goToStep() }] : [];
    return this.#show({ ...step, buttons: [...there, { label: "Skip", run: () => this.#skip() }, { label: "End the tour", run: () => this.#leave() }] }, point, words);
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

  #show(step, point = null, words = "") {
    this.#strip.show(step);
    this.#point(point, words);
  }

  #point(name, words = "") {
    const node = name && pointedAt(name, words);
    if (node === this.#pointed && node?.classList.contains("pointed")) return;
    document.querySelectorAll(".pointed").forEach((other) => other.classList.remove("pointed"));
    this.#pointed = node;
    node?.classList.add("pointed");
    node?.scrollIntoView({ block: "nearest" });
  }

  #goToStep() {
    const { be, in: where } = this.#tour.step;
    this.#go(be === "somebody else" ? "" : be, where);
  }

  #skip() {
    this.#tour.skip();
    this.#keep();
    this.#again();
  }

  #leave() {
    this.#tour = null;
    sessionStorage.setItem(KEPT, NOT_NOW);
    this.#again();
  }

  #endStory() {
    sessionStorage.setItem(READ, this.#world.state.story.title);
    this.#again();
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
    if (this.#world) this.#again();
  }
}
