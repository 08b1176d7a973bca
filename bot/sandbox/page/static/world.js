/** One state of the workspace with the look-ups that every part of the page needs. */

import { dayNumber } from "./time.js";

/** The workspace as the viewer sees it at one moment; nothing in it changes. */
export class World {
  constructor(state) {
    this.state = state;
    this.viewer = state.viewer;
    this.zone = state.viewer.timezone || "UTC";
    this.now = new Date(state.now);
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
  }

  nameOf(id) {
    const person = this.people.get(id);
    if (!person) return "Someone";
    return person.deleted ? `${person.name} (deactivated)` : person.name;
  }

  isBot(id) {
    return Boolean(this.people.get(id)?.bot);
  }

  /** Everybody whom one can be. */
  get members() {
    return [...this.people.values()].filter((person) => !person.bot && !person.deleted);
  }

  /** A channel as it is called: "#referrals", or the name of whom a direct message is with. */
  titleOf(channel) {
    return channel.kind === "dm" ? this.nameOf(channel.with) : `#${channel.name}`;
  }

  /** Whether it is a direct message with the app. */
  isAppHome(channel) {
    return channel.kind === "dm" && channel.with === this.state.app.user;
  }

  /** The viewer's direct messages with somebody, once there are any. */
  directWith(userId) {
    return [...this.channels.values()].find((channel) => channel.with === userId);
  }

  /** What is read in the channel itself: no replies, save those that were sent to the channel too. */
  said(channel) {
    return channel.messages.filter((message) => !message.thread_ts || message.broadcast);
  }

  /** One message of a channel, or undefined. */
  message(channel, ts) {
    return channel.messages.find((message) => message.ts === ts);
  }

  /** The replies to a message, oldest first. */
  replies(channel, ts) {
    return channel.messages.filter((message) => message.thread_ts === ts);
  }

  /** What others said in the channel since the viewer last looked. */
  unread(channel) {
    return this.said(channel).filter((message) => message.ts > channel.read && message.user !== this.viewer.id);
  }

  /** Everything besides what is said that changes how it reads: a day passing changes "today", and names may change. */
  get reading() {
    const people = [...this.people.values()].map((person) => person.name + person.deleted);
    const channels = [...this.channels.values()].map((channel) => channel.id + channel.name);
    return [this.viewer.id, this.zone, dayNumber(this.now, this.zone), people, channels];
  }
}
