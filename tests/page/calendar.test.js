/** The sums of the calendar that one picks a day from. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { dayAfterKey, dayInWords, daysLater, monthsLater, timeInWords, timesOfDay, weeksOf } from "../../bot/sandbox/page/static/calendar.js";

test("days and months later keep to the calendar", () => {
  assert.equal(daysLater("2028-02-28", 1), "2028-02-29");
  assert.equal(daysLater("2026-01-01", -1), "2025-12-31");
  assert.equal(monthsLater("2026-01-31", 1), "2026-02-28");
  assert.equal(monthsLater("2026-03-30", -1), "2026-02-28");
  assert.equal(monthsLater("2026-12-05", 1), "2027-01-05");
});

test("a month is whole weeks from Sunday to Saturday that hold each of its days", () => {
  const weeks = weeksOf("2026-03-30");
  assert.deepEqual(weeks[0], ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07"]);
  assert.equal(weeks.at(-1)[0], "2026-03-29");
  assert.equal(weeks.at(-1)[6], "2026-04-04");
  assert.equal(weeksOf("2026-02-14").length, 4); // it begins on a Sunday and has 28 days
  assert.equal(weeksOf("2026-08-01").length, 6); // it begins on a Saturday
});

test("the keys lead as in a calendar, and others nowhere", () => {
  const from = "2026-03-11"; // a Wednesday
  const led = { ArrowLeft: "2026-03-10", ArrowRight: "2026-03-12", ArrowUp: "2026-03-04", ArrowDown: "2026-03-18", Home: "2026-03-08", End: "2026-03-14", PageUp: "2026-02-11", PageDown: "2026-04-11", x: null };
  for (const [key, day] of Object.entries(led)) assert.equal(dayAfterKey(from, key), day, key);
});

test("days and times are said in words, the same in every time zone", () => {
  assert.equal(dayInWords("2026-03-30"), "March 30, 2026");
  assert.equal(timeInWords("09:00").replace("\u{202F}", " "), "9:00 AM");
  assert.equal(timeInWords("13:15").replace("\u{202F}", " "), "1:15 PM");
});

test("a time between the quarters is offered when it is chosen already", () => {
  assert.equal(timesOfDay(null).length, 96);
  assert.deepEqual(timesOfDay("09:10").slice(36, 39), ["09:00", "09:10", "09:15"]);
});
