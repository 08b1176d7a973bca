/** The tour: it goes on when the right person sees what the step waits for, and at no other time. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Tour, placeNamed, wordsOf } from "../../bot/sandbox/page/static/tour.js";
import { World } from "../../bot/sandbox/page/static/world.js";

const STEPS = [
  { title: "Ask", be: "ANA", in: "C1", until: { form: "Find", sees: "", in: "" } },
  { title: "Read", be: "somebody else", in: "app", until: { form: "", sees: "can you take this?", in: "app" } },
  { title: "Back", be: "ANA", in: "C1", until: { form: "", sees: "thanks", in: "C1" } },
];

/** What somebody sees: a form by its title, and what was said in the channel and by the app. */
function seen(viewer, { form = null, channel = [], app = [] } = {}) {
  return new World({
    now: "2026-03-03T16:00:00Z",
    viewer: { id: viewer, timezone: "UTC" },
    people: [],
    app: { user: "BOT" },
    view: form && { title: { text: form } },
    channels: [
      { id: "C1", kind: "channel", messages: channel },
      { id: `D${viewer}`, kind: "dm", with: "BOT", messages: app },
    ],
  });
}

test("a step ends when its form is open for whom it is for", () => {
  const tour = new Tour({ title: "T", steps: STEPS }, 100);
  tour.follow(seen("BEN", { form: "Find a colleague" }));
  assert.equal(tour.at, 0);
  tour.follow(seen("ANA", { form: "Find a colleague" }));
  assert.equal(tour.step.title, "Read");
});

test("words count only when they were said since the tour began", () => {
  const tour = new Tour({ title: "T", steps: STEPS }, 100, 1);
  tour.follow(seen("BEN", { app: [{ ts: "99.000001", text: "can you take this?" }] }));
  assert.equal(tour.at, 1);
  tour.follow(seen("BEN", { app: [{ ts: "100.000001", text: "can you take this?" }] }));
  assert.equal(tour.at, 2);
});

test("somebody else is anybody whom no step names", () => {
  const tour = new Tour({ title: "T", steps: STEPS }, 100, 1);
  const said = { app: [{ ts: "101.000001", text: "can you take this?" }] };
  assert.equal(tour.isWho(seen("ANA", said)), false);
  tour.follow(seen("ANA", said));
  assert.equal(tour.at, 1);
  assert.equal(tour.isWho(seen("CLEO", said)), true);
});

test("who has seen two steps' ends at once is led past both, and the tour ends after its last step", () => {
  const tour = new Tour({ title: "T", steps: [STEPS[0], STEPS[0], STEPS[2]] }, 0);
  tour.follow(seen("ANA", { form: "Find a colleague" }));
  assert.equal(tour.at, 2);
  tour.skip();
  assert.equal(tour.step, null);
  tour.follow(seen("ANA"));
  assert.equal(tour.step, null);
});

test("the words of a message are those of its text and of all its blocks", () => {
  const message = {
    text: "for a screen reader",
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: "*Looking*" }, fields: [{ type: "mrkdwn", text: "a field" }], accessory: { type: "button", text: { type: "plain_text", text: "Press" } } },
      { type: "context", elements: [{ type: "mrkdwn", text: "small" }] },
    ],
  };
  assert.deepEqual(wordsOf(message).split("\n"), ["for a screen reader", "*Looking*", "a field", "Press", "small"]);
});

test("the messages with the app are the viewer's own", () => {
  assert.equal(placeNamed("app", seen("BEN")).id, "DBEN");
  assert.equal(placeNamed("C1", seen("BEN")).id, "C1");
  assert.equal(placeNamed("C2", seen("BEN")), undefined);
});
