/** What is typed while the bot still answers is told once, as it stands then, and nothing is told out of turn. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Letters } from "../../bot/sandbox/page/static/letters.js";

/** A bot that answers when it is let to. */
function slowBot() {
  const told = [];
  const answers = [];
  return { told, answer: () => answers.shift()(), tell: (text) => () => new Promise((done) => { told.push(text); answers.push(done); }) };
}

const settled = () => new Promise((done) => { setImmediate(done); });

test("the first letter is told at once, and of those typed meanwhile the newest, once the bot has answered", async () => {
  const bot = slowBot();
  const letters = new Letters();
  for (const text of ["h", "he", "hel", "hell"]) letters.tell("field", bot.tell(text));
  assert.deepEqual(bot.told, ["h"]);
  bot.answer();
  await settled();
  assert.deepEqual(bot.told, ["h", "hell"]);
  bot.answer();
  await settled();
  letters.tell("field", bot.tell("hello"));
  assert.deepEqual(bot.told, ["h", "hell", "hello"]);
});

test("one field does not wait for another", () => {
  const bot = slowBot();
  const letters = new Letters();
  letters.tell("one", bot.tell("a"));
  letters.tell("other", bot.tell("b"));
  assert.deepEqual(bot.told, ["a", "b"]);
});

test("a letter that could not be told keeps none of the next from being told", async () => {
  const bot = slowBot();
  const letters = new Letters();
  await assert.rejects(letters.tell("field", () => Promise.reject(new Error("away"))));
  letters.tell("field", bot.tell("again"));
  assert.deepEqual(bot.told, ["again"]);
});
