/** What the emoji promise: every name that Slack has for a hand is drawn, with the skin tone that was chosen. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { character, spoken, withEmoji } from "../../bot/sandbox/page/static/emoji.js";

test("a skin tone follows the hand that it colours", () => {
  assert.equal(character("raised_hand::skin-tone-2"), "✋🏻");
  assert.equal(character("hand::skin-tone-6"), "✋🏿");
  assert.equal(character("v::skin-tone-3"), "✌🏼", "the sign that asks for colour gives way to the tone");
});

test("in an emoji of several parts the tone stands behind the person, not at the end", () => {
  assert.equal(character("woman-raising-hand::skin-tone-4"), "🙋🏽‍♀️");
});

test("a name that is not known is no emoji, with a tone or without", () => {
  assert.equal(character("no_such_thing"), null);
  assert.equal(character("no_such_thing::skin-tone-3"), null);
});

test("a tone is said in words", () => {
  assert.equal(spoken("raised_hand::skin-tone-3"), "raised_hand, skin tone 3");
  assert.equal(spoken("pray"), "pray");
});

test("names between colons become emoji, and what is no name stays as it was written", () => {
  assert.equal(withEmoji("Thanks :pray: :+1::skin-tone-3:!"), "Thanks 🙏 👍🏼!");
  assert.equal(withEmoji("at 10:30:00, :unheard_of: and a : b"), "at 10:30:00, :unheard_of: and a : b");
});
