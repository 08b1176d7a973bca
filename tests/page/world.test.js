/** What the page looks up in one state of the workspace. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { World } from "../../bot/sandbox/page/static/world.js";

const said = (ts, more = {}) => ({ ts, user: "BEN", thread_ts: null, ...more });
const CHANNEL = {
  id: "C1", name: "referrals", kind: "channel", read: "2",
  messages: [said("1"), said("2"), said("3", { thread_ts: "1" }), said("4", { thread_ts: "1", broadcast: true }), said("5", { user: "ANA" }), said("6")],
};
const STATE = {
  now: "2026-03-03T16:00:00Z",
  viewer: { id: "ANA", timezone: "America/Chicago" },
  app: { user: "BOT" },
  people: [
    { id: "ANA", name: "Ana Flores" },
    { id: "BEN", name: "Ben Okafor", deleted: true },
    { id: "BOT", name: "Referral Exchange", bot: true },
  ],
  channels: [CHANNEL, { id: "D1", kind: "dm", with: "BOT", messages: [] }, { id: "D2", kind: "dm", with: "BEN", messages: [] }],
};
const world = new World(STATE);
const times = (messages) => messages.map(({ ts }) => ts);

test("a reply is read in its thread, and in the channel only when it was sent there too", () => {
  assert.deepEqual(times(world.said(CHANNEL)), ["1", "2", "4", "5", "6"]);
  assert.deepEqual(times(world.replies(CHANNEL, "1")), ["3", "4"]);
});

test("unread is what others said in the channel since one looked", () => {
  assert.deepEqual(times(world.unread(CHANNEL)), ["4", "6"]);
});

test("people, places and the app are called what they are called", () => {
  assert.equal(world.nameOf("BEN"), "Ben Okafor (deactivated)");
  assert.equal(world.nameOf("NOBODY"), "Someone");
  assert.deepEqual(world.members.map(({ id }) => id), ["ANA"]);
  assert.equal(world.titleOf(CHANNEL), "#referrals");
  assert.equal(world.titleOf(world.directWith("BOT")), "Referral Exchange");
  assert.ok(world.isAppHome(world.directWith("BOT")));
  assert.ok(!world.isAppHome(world.directWith("BEN")));
});

test("a message reads otherwise on another day, under another name, and once a channel is another's", () => {
  const print = (changes) => JSON.stringify(new World({ ...STATE, ...changes }).reading);
  const before = print({});
  assert.equal(print({ now: "2026-03-03T23:00:00Z" }), before);
  assert.notEqual(print({ now: "2026-03-04T16:00:00Z" }), before);
  assert.notEqual(print({ people: STATE.people.slice(0, 2) }), before);
  assert.notEqual(print({ channels: [CHANNEL] }), before);
});
