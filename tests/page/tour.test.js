/** The tour: it goes on when the right person sees what the step waits for, and at no other time. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Tour, placeNamed, wordsOf } from "../../bot/sandbox/page/static/tour.js";
import { World } from "../../bot/sandbox/page/static/world.js";

const STEPS = [
  { title: "Ask", text: "a", be: "ANA", in: "C1", point: "composer", words: "", until: { form: "Find", sees: "", in: "" } },
  { title: "Read", text: "b", be: "somebody else", in: "app", point: "people", words: "", until: { form: "", sees: "can you take this?", in: "app" } },
  { title: "Back", text: "c", be: "ANA", in: "C1", point: "message", words: "thanks", until: { form: "", sees: "thanks", in: "C1" } },
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

/** Goes on with what somebody sees, with their channel or their messages with the app open. */
function follow(tour, world, place = "C1") {
  tour.follow(world, placeNamed(place, world));
}

test("a step ends when its form is open for whom it is for", () => {
  const tour = new Tour({ title: "T", steps: STEPS }, 100);
  follow(tour, seen("BEN", { form: "Find a colleague" }));
  assert.equal(tour.at, 0);
  follow(tour, seen("ANA", { form: "Find a colleague" }));
  assert.equal(tour.step.title, "Read");
});

test("words count only when they were said since the tour began", () => {
  const tour = new Tour({ title: "T", steps: STEPS }, 100, 1);
  follow(tour, seen("BEN", { app: [{ ts: "99.000001", text: "can you take this?" }] }), "app");
  assert.equal(tour.at, 1);
  follow(tour, seen("BEN", { app: [{ ts: "100.000001", text: "can you take this?" }] }), "app");
  assert.equal(tour.at, 2);
});

test("words count only where one looks at them", () => {
  const tour = new Tour({ title: "T", steps: STEPS }, 100, 1);
  const world = seen("BEN", { app: [{ ts: "101.000001", text: "can you take this?" }] });
  follow(tour, world, "C1");
  assert.equal(tour.at, 1);
  tour.follow(world, undefined);
  assert.equal(tour.at, 1);
});

test("somebody else is anybody whom no step names", () => {
  const tour = new Tour({ title: "T", steps: STEPS }, 100, 1);
  const said = { app: [{ ts: "101.000001", text: "can you take this?" }] };
  follow(tour, seen("ANA", said), "app");
  assert.equal(tour.at, 1);
  follow(tour, seen("CLEO", said), "app");
  assert.equal(tour.at, 2);
});

test("a tour ends after its last step", () => {
  const tour = new Tour({ title: "T", steps: [STEPS[0], STEPS[0], STEPS[2]] }, 0);
  follow(tour, seen("ANA", { form: "Find a colleague" }));
  assert.equal(tour.at, 2);
  tour.skip();
  assert.equal(tour.step, null);
  follow(tour, seen("ANA"));
  assert.equal(tour.step, null);
});

test("one is brought to where a step goes on when one is elsewhere, and the page points only when one is there", () => {
  const tour = new Tour({ title: "T", steps: STEPS }, 100);
  const lead = (who, place, more) => {
    const world = seen(who, more);
    const { takesThere, point } = tour.lead(world, placeNamed(place, world));
    return [takesThere, point];
  };
  assert.deepEqual(lead("ANA", "C1"), [false, "composer"]);
  assert.deepEqual(lead("ANA", "app"), [true, null]);
  assert.deepEqual(lead("BEN", "C1"), [true, null]);
  assert.deepEqual(lead("ANA", "app", { form: "Another form" }), [false, null]); // a draft in a form is left by nobody but its writer
  tour.skip();
  assert.deepEqual(lead("ANA", "C1"), [false, "people"]); // whom to become is the visitor's choice
  assert.deepEqual(lead("BEN", "C1"), [true, null]);
  tour.skip();
  assert.deepEqual(lead("ANA", "C1"), [false, "message"]);
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
