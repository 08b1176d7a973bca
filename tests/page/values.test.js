/** What a form promises: answers are kept in Slack's own shape, and what Slack would refuse is said before it is sent. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Values, problems } from "../../bot/sandbox/page/static/values.js";

const option = (value) => ({ value, text: { type: "plain_text", text: value } });
const input = (element, rest = {}) => ({ type: "input", block_id: "b", element: { action_id: "a", ...element }, ...rest });
const text = (rest = {}) => input({ type: "plain_text_input", ...rest });

function holding(blocks, stored, here) {
  const values = new Values();
  values.adopt(blocks, stored, here);
  return values;
}

/** What stands in the way when the one field of the form holds this. */
function wrong(block, value) {
  const values = holding([block]);
  values.set("b", block.element, value);
  return problems([block], values).b;
}

test("a field begins with its initial value, or with Slack's own nothing", () => {
  const kinds = [
    [{ type: "plain_text_input", initial_value: "hello" }, { value: "hello" }],
    [{ type: "plain_text_input" }, { value: null }],
    [{ type: "static_select", initial_option: option("x") }, { selected_option: option("x") }],
    [{ type: "multi_static_select" }, { selected_options: [] }],
    [{ type: "checkboxes", initial_options: [option("x")] }, { selected_options: [option("x")] }],
    [{ type: "radio_buttons" }, { selected_option: null }],
    [{ type: "users_select", initial_user: "U1" }, { selected_user: "U1" }],
    [{ type: "multi_users_select" }, { selected_users: [] }],
    [{ type: "datepicker", initial_date: "2026-03-03" }, { selected_date: "2026-03-03" }],
    [{ type: "timepicker" }, { selected_time: null }],
  ];
  for (const [element, answer] of kinds) {
    assert.deepEqual(holding([input(element)]).all(), { b: { a: { type: element.type, ...answer } } });
  }
});

test("a select that begins with the open conversation does so unless another is set", () => {
  const select = { type: "conversations_select", default_to_current_conversation: true };
  const begun = (element) => holding([input(element)], {}, "C1").of("b", input(element).element);
  assert.equal(begun(select), "C1");
  assert.equal(begun({ ...select, initial_conversation: "C2" }), "C2");
  assert.deepEqual(begun({ ...select, type: "multi_conversations_select" }), ["C1"]);
});

test("answers are found in inputs, beside sections and in rows of elements, and nowhere else", () => {
  const blocks = [
    { type: "section", block_id: "s", accessory: { type: "users_select", action_id: "u" } },
    { type: "actions", block_id: "r", elements: [{ type: "button", action_id: "no" }, { type: "datepicker", action_id: "d" }] },
    { type: "context", block_id: "c", elements: [{ type: "plain_text", text: "x" }] },
  ];
  assert.deepEqual(Object.keys(holding(blocks).all()), ["s", "r"]);
  assert.deepEqual(Object.keys(holding(blocks).all().r), ["d"]);
});

test("what was filled in stays when the form is drawn anew, as long as block and action keep their ids", () => {
  const values = holding([text()]);
  values.set("b", text().element, "typed");
  values.adopt([text({ initial_value: "another" })]);
  assert.equal(values.of("b", text().element), "typed");
  values.adopt([{ ...text({ initial_value: "anew" }), block_id: "other" }]);
  assert.equal(values.of("other", text().element), "anew");
  values.adopt([text()]);
  assert.equal(values.of("b", text().element), null, "a block that was gone begins afresh");
});

test("a field that has become one of another kind forgets what the old one held", () => {
  const values = holding([text()]);
  values.set("b", text().element, "typed");
  values.adopt([input({ type: "static_select" })]);
  assert.deepEqual(values.all(), { b: { a: { type: "static_select", selected_option: null } } });
});

test("a page that is loaded again takes up what the workspace knows", () => {
  const stored = { b: { a: { type: "plain_text_input", value: "known" } } };
  assert.equal(holding([text()], stored).of("b", text().element), "known");
});

test("a copy of the answers does not change with the form", () => {
  const values = holding([text({ initial_value: "first" })]);
  const copy = values.all();
  values.set("b", text().element, "second");
  assert.equal(copy.b.a.value, "first");
});

test("a required field must be filled in, an optional one need not", () => {
  assert.match(wrong(text(), null), /required/);
  assert.match(wrong(input({ type: "multi_static_select" }), []), /required/);
  assert.equal(wrong({ ...text(), optional: true }, null), undefined);
  assert.equal(wrong({ ...input({ type: "checkboxes" }), optional: true }, []), undefined);
});

test("a text must be as long as it may be, the limits included", () => {
  const limited = text({ min_length: 2, max_length: 4 });
  assert.match(wrong(limited, "abcde"), /4 characters or fewer/);
  assert.match(wrong(limited, "a"), /at least 2/);
  assert.equal(wrong(limited, "ab"), undefined);
  assert.equal(wrong(limited, "abcd"), undefined);
});

test("addresses must look like addresses", () => {
  assert.match(wrong(input({ type: "email_text_input" }), "ana at larkspur"), /email/);
  assert.equal(wrong(input({ type: "email_text_input" }), "ana@larkspur.example"), undefined);
  assert.match(wrong(input({ type: "url_text_input" }), "larkspur.example"), /https/);
  assert.equal(wrong(input({ type: "url_text_input" }), "https://larkspur.example"), undefined);
});

test("a number must be one, whole where no fraction is allowed, and within its limits", () => {
  const number = (rest) => input({ type: "number_input", is_decimal_allowed: false, ...rest });
  assert.match(wrong(number(), "three"), /number/);
  assert.match(wrong(number(), "3.5"), /number/);
  assert.equal(wrong(number({ is_decimal_allowed: true }), "3.5"), undefined);
  assert.match(wrong(number({ min_value: "3" }), "2"), /3 or more/);
  assert.match(wrong(number({ max_value: "3" }), "4"), /3 or less/);
  assert.equal(wrong(number({ min_value: "3", max_value: "3" }), "3"), undefined);
});

test("what somebody else fills in for the reader is taken up, and what the page sent itself does not come back over newer words", () => {
  const block = text();
  const stored = (value) => ({ b: { a: { type: "plain_text_input", value } } });
  const values = holding([block], stored(null));
  values.set("b", block.element, "hel");
  values.all(); // sent with the press of a button
  values.set("b", block.element, "hello");
  values.adopt([block], stored("hel"));
  assert.equal(values.of("b", block.element), "hello");
  assert.equal(values.turn("b"), 0);
  values.adopt([block], stored("told in a story"));
  assert.equal(values.of("b", block.element), "told in a story");
  assert.equal(values.turn("b"), 1);
});

test("what the page sent letter by letter does not come back over newer words, in whatever order it returns", () => {
  const block = text();
  const stored = (value) => ({ b: { a: { type: "plain_text_input", value } } });
  const values = holding([block], stored(null));
  for (const typed of ["h", "he", "hel", "hell"]) {
    values.set("b", block.element, typed);
    values.all(); // sent with each letter
  }
  values.set("b", block.element, "hello");
  for (const late of ["he", "hell", "h", "hel"]) {
    values.adopt([block], stored(late));
    assert.equal(values.of("b", block.element), "hello");
  }
  assert.equal(values.turn("b"), 0);
});
