/** Slack's rich_text blocks: what its own editor writes. */

import { h } from "./dom.js";
import { character } from "./emoji.js";
import { channelMention, link, moment, personMention } from "./mrkdwn.js";

/** @returns {Node[]} the parts of a rich_text block */
export function richText(block, world) {
  return block.elements.map((part) => section(part, world));
}

function section(part, world) {
  const inside = () => part.elements.map((element) => span(element, world));
  switch (part.type) {
    case "rich_text_list":
      return h(part.style === "ordered" ? "ol" : "ul", { class: `indent-${Math.min(part.indent ?? 0, 4)}` },
        ...part.elements.map((item) => h("li", {}, ...item.elements.map((element) => span(element, world)))));
    case "rich_text_quote":
      return h("blockquote", {}, ...inside());
    case "rich_text_preformatted":
      return h("pre", {}, h("code", {}, ...inside()));
    default:
      return h("p", {}, ...inside());
  }
}

function span(element, world) {
  const { bold, italic, strike, code } = element.style ?? {};
  let node = plain(element, world);
  if (code) node = h("code", {}, node);
  if (strike) node = h("s", {}, node);
  if (italic) node = h("em", {}, node);
  if (bold) node = h("strong", {}, node);
  return node;
}

function plain(element, world) {
  switch (element.type) {
    case "link":
      return link(element.url, element.text || element.url);
    case "emoji":
      return character(element.name) ?? `:${element.name}:`;
    case "user":
      return personMention(element.user_id, world);
    case "channel":
      return channelMention(element.channel_id, "", world);
    case "date":
      return moment(element.timestamp, element.format ?? "{date_pretty}", element.fallback ?? "", world);
    case "broadcast":
      return h("span", { class: "mention" }, `@${element.range}`);
    default:
      return element.text ?? "";
  }
}
