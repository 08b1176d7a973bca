/** What typing into a select promises: it finds by any part of what can be read. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { matching } from "../../bot/sandbox/page/static/picker.js";

const PEOPLE = { label: "People", options: [{ value: "1", label: "Ana Flores", description: "Couples" }, { value: "2", label: "Ben Okafor" }] };
const PLACES = { label: "Places", options: [{ value: "3", label: "#Referrals" }] };
const found = (query) => matching([PEOPLE, PLACES], query).map((group) => [group.label, ...group.options.map((option) => option.value)]);

test("nothing typed shows everything, under its headings", () => {
  assert.deepEqual(found(""), [["People", "1", "2"], ["Places", "3"]]);
});

test("what is typed is found anywhere in a label or a description, in capitals or not", () => {
  assert.deepEqual(found("OKA"), [["People", "2"]]);
  assert.deepEqual(found("couple"), [["People", "1"]]);
  assert.deepEqual(found("r"), [["People", "1", "2"], ["Places", "3"]]);
});

test("a heading with nothing under it is left out", () => {
  assert.deepEqual(found("#ref"), [["Places", "3"]]);
  assert.deepEqual(found("nobody"), []);
});

test("an option without a description is not found by the word undefined", () => {
  assert.deepEqual(found("undefined"), []);
});
