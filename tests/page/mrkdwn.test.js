/** What mrkdwn promises: it reads as in Slack, and nothing that was typed becomes markup of the page. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { markup } from "./document.js";
import { mrkdwn } from "../../bot/sandbox/page/static/mrkdwn.js";

const NAMES = { U1: "Ana Flores", U2: "Ben Okafor" };
const WORLD = {
  viewer: { id: "U1" },
  zone: "America/Chicago",
  now: new Date("2026-03-03T16:00:00Z"),
  channels: new Map([["C1", { id: "C1", name: "referrals" }]]),
  nameOf: (id) => NAMES[id] ?? "Someone",
};
const read = (text) => markup(mrkdwn(text, WORLD)).replaceAll("\u202F", " ");

test("stars, underscores and tildes mark words, within one another too", () => {
  assert.equal(read("*loud* and _soft_ and ~gone~"), "<strong>loud</strong> and <em>soft</em> and <s>gone</s>");
  assert.equal(read("*very _loud_*"), "<strong>very <em>loud</em></strong>");
});

test("a sign within a word, or with a blank behind it, marks nothing", () => {
  for (const text of ["snake_case_name", "2 * 3 * 4", "a*b*c", "* not this*"]) assert.equal(read(text), text);
});

test("a bold line may hold a mention, and the mention's own signs mark nothing", () => {
  assert.equal(read("*<@U2> thanks you*"), '<strong><span class="mention">@Ben Okafor</span> thanks you</strong>');
});

test("whoever reads is told apart from others who are named", () => {
  assert.equal(read("<@U1> <@U9>"), '<span class="mention mention-me">@Ana Flores</span> <span class="mention">@Someone</span>');
});

test("a channel that the reader is in is a link, another is only named", () => {
  assert.equal(read("<#C1>"), '<a class="mention" href="#C1" data-channel="C1">#referrals</a>');
  assert.equal(read("<#C9|secret>"), '<span class="mention">#secret</span>');
  assert.equal(read("<#C9>"), '<span class="mention">#private channel</span>');
});

test("what was escaped is shown as it was typed, and is never read as markup", () => {
  assert.equal(read("&lt;!channel&gt; &amp;amp; &lt;b&gt;"), "<!channel> &amp; <b>");
});

test("everybody and groups are named, as Slack names them", () => {
  assert.equal(read("<!here> <!subteam^S1|@team>"), '<span class="mention">@here</span> <span class="mention">@team</span>');
});

test("a moment is read in the reader's own zone, with its day on hovering", () => {
  assert.equal(
    read("<!date^1772553600^{date_short_pretty} at {time}|March 3, 16:00 UTC>"),
    '<time datetime="2026-03-03T16:00:00.000Z" title="Tuesday, March 3, 2026 at 10:00 AM">today at 10:00 AM</time>',
  );
  assert.equal(read("<!date^soon^{date}|some day>"), "<span>some day</span>", "what is no time is its fallback");
});

test("links open beside the page, a permalink leads to its message, and no script is ever opened", () => {
  assert.equal(read("<https://a.example/b|there>"), '<a href="https://a.example/b" target="_blank" rel="noopener noreferrer">there</a>');
  assert.equal(
    read("<https://larkspur.slack.com/archives/C1/p1772553600000200|the card>"),
    '<a href="https://larkspur.slack.com/archives/C1/p1772553600000200" data-channel="C1" data-ts="1772553600.000200">the card</a>',
  );
  assert.equal(read("<javascript:alert(1)|press>"), "<span>press</span>");
});

test("an address in the text is a link without the full stop behind it", () => {
  assert.equal(read("See https://a.example/x_y_z."), 'See <a href="https://a.example/x_y_z" target="_blank" rel="noopener noreferrer">https://a.example/x_y_z</a>.');
});

test("code keeps its signs as they are", () => {
  assert.equal(read("type `/refer *now*`"), "type <code>/refer *now*</code>");
  assert.equal(read("```\n*x*\n  y\n```\nb"), "<pre><code>*x*\n  y</code></pre>b");
});

test("quoted lines stand together, and lines before and after them apart", () => {
  assert.equal(read("He said:\n>one\n>*two*\nand left"), "He said:<blockquote>one<br/><strong>two</strong></blockquote>and left");
  assert.equal(read("&gt;escaped"), "<blockquote>escaped</blockquote>");
  assert.equal(read(">>>all\nof it"), "<blockquote>all<br/>of it</blockquote>");
});

test("lines are kept as lines, empty ones too", () => {
  assert.equal(read("one\n\ntwo"), "one<br/><br/>two");
});

test("a name between colons is drawn, an unknown one is left", () => {
  assert.equal(read(":warning: :unheard_of: 10:30:00"), "⚠️ :unheard_of: 10:30:00");
});
