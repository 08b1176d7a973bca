/** What the times promise: everybody reads their own wall clock, also across daylight saving. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { clockTime, dayLine, dayNumber, longDay, nextBusinessDay, ofTs, shortDay, slackDate } from "../../bot/sandbox/page/static/time.js";

const CHICAGO = "America/Chicago";
const at = (text) => new Date(text);
const opening = (text, zone) => nextBusinessDay(at(text), zone, 10).toISOString();
/** The browser's own texts part the hour from AM with a narrow space in some versions, and with a usual one in others. */
const plain = (text) => text.replaceAll("\u202F", " ");

test("the next business day is tomorrow at that hour, as the wall clock of the zone shows it", () => {
  assert.equal(opening("2026-03-03T16:00:00Z", CHICAGO), "2026-03-04T16:00:00.000Z");
  assert.equal(opening("2026-03-03T16:00:00Z", "Asia/Kolkata"), "2026-03-04T04:30:00.000Z");
});

test("a weekend is passed over, from Friday and from within it", () => {
  for (const day of ["2026-03-13T20:00:00Z", "2026-03-14T20:00:00Z", "2026-03-15T20:00:00Z"]) {
    assert.equal(opening(day, CHICAGO), "2026-03-16T15:00:00.000Z");
  }
});

test("ten o'clock is ten o'clock after the clocks have gone forward or back over the weekend", () => {
  assert.equal(opening("2026-03-06T16:00:00Z", CHICAGO), "2026-03-09T15:00:00.000Z");
  assert.equal(opening("2026-10-30T15:00:00Z", CHICAGO), "2026-11-02T16:00:00.000Z");
});

test("which day it is decides the member's zone, not the machine's", () => {
  const lateOnThursday = "2026-03-06T04:00:00Z"; // still Thursday in Chicago, Friday in London
  assert.equal(opening(lateOnThursday, CHICAGO), "2026-03-06T16:00:00.000Z");
  assert.equal(opening(lateOnThursday, "Europe/London"), "2026-03-09T10:00:00.000Z");
});

test("an opening within the hour that daylight saving leaves out is the hour after", () => {
  const missing = nextBusinessDay(at("2026-04-23T12:00:00Z"), "Africa/Cairo", 0); // clocks there go forward at midnight, on a Friday
  assert.equal(missing.toISOString(), "2026-04-23T22:00:00.000Z");
});

test("days are counted by the calendar of the zone, also where one has 23 hours", () => {
  const [before, after] = [at("2026-03-08T05:30:00Z"), at("2026-03-09T05:30:00Z")];
  assert.equal(dayNumber(after, CHICAGO) - dayNumber(before, CHICAGO), 2, "late on Saturday, early on Monday");
});

test("a message's ts names its second and what is behind the point", () => {
  assert.equal(ofTs("1772553600.000200").getTime(), 1_772_553_600_000.2 - 0.2);
});

test("between two days stands Today, Yesterday, or the day with its weekday", () => {
  const now = at("2026-03-03T16:00:00Z");
  assert.equal(dayLine(now, now, CHICAGO), "Today");
  assert.equal(dayLine(at("2026-03-03T05:59:00Z"), now, CHICAGO), "Yesterday", "just before midnight in Chicago");
  assert.equal(dayLine(at("2026-02-20T16:00:00Z"), now, CHICAGO), "Friday, February 20th");
  assert.equal(dayLine(at("2025-08-21T16:00:00Z"), now, CHICAGO), "Thursday, August 21st, 2025", "long ago, with its year");
});

test("every placeholder of Slack's date templates is filled in, and a strange one is left alone", () => {
  const now = at("2026-03-03T16:00:00Z");
  const then = at("2026-03-11T15:04:05Z");
  const filled = (template) => plain(slackDate(template, then, now, CHICAGO));
  assert.equal(filled("{date_num}"), "2026-03-11");
  assert.equal(filled("{date}"), "March 11th");
  assert.equal(filled("{date_short}"), "Mar 11");
  assert.equal(filled("{date_long}"), "Wednesday, March 11th");
  assert.equal(filled("{date_pretty} at {time}"), "March 11th at 10:04 AM");
  assert.equal(filled("{time_secs}"), "10:04:05 AM");
  assert.equal(filled("{unheard_of}"), "{unheard_of}");
});

test("the pretty dates say yesterday, today and tomorrow by the reader's own calendar", () => {
  const now = at("2026-03-04T03:00:00Z"); // in Chicago still the third
  assert.equal(slackDate("{date_short_pretty}", at("2026-03-03T15:00:00Z"), now, CHICAGO), "today");
  assert.equal(slackDate("{date_short_pretty}", at("2026-03-03T15:00:00Z"), now, "Europe/London"), "yesterday");
  assert.equal(slackDate("{date_long_pretty}", at("2026-03-04T15:00:00Z"), now, CHICAGO), "tomorrow");
  assert.equal(slackDate("{date_pretty}", at("2026-03-05T15:00:00Z"), now, CHICAGO), "March 5th");
});

test("days are numbered as one says them", () => {
  const now = at("2026-03-03T16:00:00Z");
  const said = [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 31].map((day) =>
    slackDate("{date}", new Date(Date.UTC(2026, 4, day, 16)), now, CHICAGO).split(" ")[1]);
  assert.deepEqual(said, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "31st"]);
});

test("times and days are written as Slack writes them", () => {
  assert.equal(plain(clockTime(at("2026-03-03T16:04:00Z"), CHICAGO)), "10:04 AM");
  assert.equal(longDay(at("2026-03-03T16:00:00Z"), CHICAGO), "Tuesday, March 3, 2026");
  assert.equal(shortDay(at("2026-03-03T16:00:00Z"), CHICAGO), "Tue, Mar 3");
});
