/** One state of the workspace with the look-ups that every part of the page needs. */

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

  /** A channel as it is called: "#referrals", or the name of whom a direct message is with. */
  titleOf(channel) {
    return channel.kind === "dm" ? this.nameOf(channel.with) : `#${channel.name}`;
  }

  /** Whether it is a direct message with the app: its messages tab is read-only. */
  isAppHome(channel) {
    return channel.kind === "dm" && this.isBot(channel.with);
  }

  /** Everything besides a message itself that changes how it reads; a day passing changes "today". */
  reading(day) {
    return [this.viewer.id, this.zone, day, [...this.people.values()].map((person) => person.name + person.deleted)];
  }
}
