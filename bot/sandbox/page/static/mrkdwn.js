/** Slack's mrkdwn as nodes: what the bot and people write, read as Slack reads it. */

import { h } from "./dom.js";
import { NAME, character } from "./emoji.js";
import { ofTs, slackDate, longDay, clockTime } from "./time.js";

const INLINE = new RegExp(
  [
    "<(?<entity>[^<>\\n]+)>",
    "`(?<code>[^`\\n]+)`",
    `:(?<emoji>${NAME}):`,
    "(?<url>https?://[^\\s<>|]*[^\\s<>|.,;:!?)\\]'\"*_~])",
    "(?<![\\p{L}\\p{N}])(?<mark>[*_~])(?=\\S)(?<marked>(?:<[^<>\\n]*>|`[^`\\n]*`|[^\\n])+?)(?<=\\S)\\k<mark>(?![\\p{L}\\p{N}])",
  ].join("|"),
  "gu",
);
const TAGS = { "*": "strong", _: "em", "~": "s" };
const QUOTE = /^(?:&gt;|>) ?/;
const QUOTE_REST = /^(?:&gt;|>){3} ?/;
const OPENABLE = /^(?:https?|mailto|tel):/i;
const PERMALINK = /\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?/;

/** @returns {Node[]} the text with its markup; `world` knows names, the time zone and what day it is. */
export function mrkdwn(text, world) {
  return text.split(/```([\s\S]*?)```/).flatMap((part, at) => {
    if (at % 2) return [h("pre", {}, h("code", {}, ...literal(part.replace(/^\n|\n$/g, ""), world)))];
    return paragraphs(part.replace(at ? /^\n/ : /^$/, ""), world);
  });
}

/** A link that opens beside the page; a permalink of the workspace leads to the message itself. */
export function link(url, ...children) {
  if (!OPENABLE.test(url)) return h("span", {}, ...children);
  const here = url.match(PERMALINK);
  if (here) {
    const ts = here[2] && `${here[2]}.${here[3]}`;
    return h("a", { href: url, data: { channel: here[1], ts } }, ...children);
  }
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

export function personMention(id, world) {
  return h("span", { class: id === world.viewer.id ? "mention mention-me" : "mention" }, `@${world.nameOf(id)}`);
}

export function channelMention(id, fallback, world) {
  const name = `#${world.channels.get(id)?.name || fallback || "private channel"}`;
  return world.channels.has(id) ? h("a", { class: "mention", href: `#${id}`, data: { channel: id } }, name) : h("span", { class: "mention" }, name);
}

export function moment(seconds, template, fallback, world) {
  const at = ofTs(seconds);
  if (Number.isNaN(at.getTime())) return h("span", {}, fallback);
  const title = `${longDay(at, world.zone)} at ${clockTime(at, world.zone)}`;
  return h("time", { datetime: at.toISOString(), title }, slackDate(template, at, world.now, world.zone));
}

function paragraphs(text, world) {
  const out = [];
  const lines = text.split("\n");
  let afterBlock = true;
  while (lines.length) {
    if (QUOTE_REST.test(lines[0])) {
      const [first, ...rest] = lines.splice(0);
      out.push(h("blockquote", {}, ...broken([first.replace(QUOTE_REST, ""), ...rest], world)));
    } else if (QUOTE.test(lines[0])) {
      out.push(h("blockquote", {}, ...broken(quoted(lines), world)));
    } else {
      if (!afterBlock) out.push(h("br"));
      out.push(...inline(lines.shift(), world));
      afterBlock = false;
      continue;
    }
    afterBlock = true;
  }
  return out;
}

/** Takes the quoted lines from the front. */
function quoted(lines) {
  const end = lines.findIndex((line) => !QUOTE.test(line));
  return lines.splice(0, end < 0 ? lines.length : end).map((line) => line.replace(QUOTE, ""));
}

function broken(lines, world) {
  return lines.flatMap((line, at) => (at ? [h("br"), ...inline(line, world)] : inline(line, world)));
}

function inline(text, world) {
  const out = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) out.push(decoded(text.slice(from, match.index)));
    out.push(token(match, world));
    from = match.index + match[0].length;
  }
  if (from < text.length) out.push(decoded(text.slice(from)));
  return out;
}

function token({ 0: whole, groups }, world) {
  const { entity: named, code, emoji, url, mark, marked } = groups;
  if (named) return entity(named, world);
  if (code) return h("code", {}, ...literal(code, world));
  if (emoji) return character(emoji) ?? whole;
  if (url) return link(decoded(url), decoded(url));
  return h(TAGS[mark], {}, ...inline(marked, world));
}

/** Code keeps its signs as they are; only Slack's own <...> are still read. */
function literal(text, world) {
  return text.split(/<([^<>\n]+)>/).map((part, at) => (at % 2 ? entity(part, world) : decoded(part)));
}

function entity(text, world) {
  const bar = text.indexOf("|");
  const target = bar < 0 ? text : text.slice(0, bar);
  const label = bar < 0 ? "" : text.slice(bar + 1);
  if (target.startsWith("@")) return personMention(target.slice(1), world);
  if (target.startsWith("#")) return channelMention(target.slice(1), label, world);
  if (!target.startsWith("!")) return link(decoded(target), ...(label ? inline(label, world) : [decoded(target)]));
  const [kind, ...rest] = target.slice(1).split("^");
  if (kind === "date") return moment(rest[0], rest[1] ?? "", label, world);
  if (kind === "subteam") return h("span", { class: "mention" }, label || "@group");
  return h("span", { class: "mention" }, `@${label || kind}`);
}

function decoded(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
