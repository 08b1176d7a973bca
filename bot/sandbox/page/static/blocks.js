/** Block Kit's blocks as nodes, the same in messages and in forms. */

import { h, uid } from "./dom.js";
import { control } from "./elements.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { richText } from "./richtext.js";

/**
 * One block.
 * @param {object} block
 * @param {object} surface as in `control`
 * @param {string} error what is wrong with its answer
 */
export function drawBlock(block, surface, error = "") {
  const body = (DRAW[block.type] ?? unknown)(block, surface, error);
  body.classList.add("block", `block-${block.type}`);
  body.dataset.blockId = block.block_id;
  return body;
}

const DRAW = {
  header: (block) => h("h3", {}, withEmoji(block.text.text)),
  divider: () => h("hr"),
  section,
  context: (block, { world }) =>
    h("div", {}, ...block.elements.map((element) => (element.type === "image" ? image(element) : h("span", {}, ...textOf(element, world))))),
  actions: (block, surface) => h("div", {}, ...block.elements.map((element) => control(element, block.block_id, surface, { dispatches: true, optional: false }))),
  image: (block) => h("figure", {}, block.title ? h("figcaption", {}, withEmoji(block.title.text)) : null, image(block)),
  rich_text: (block, { world }) => h("div", {}, ...richText(block, world)),
  input,
};

function unknown(block) {
  return h("div", { class: "option-more" }, `[${block.type}]`);
}

function textOf(text, world) {
  return text.type === "mrkdwn" ? mrkdwn(text.text, world) : lines(withEmoji(text.text));
}

function lines(text) {
  return text.split("\n").flatMap((line, at) => (at ? [h("br"), line] : [line]));
}

function section(block, surface) {
  const id = uid("section");
  const { accessory } = block;
  const own = accessory?.type === "button" || accessory?.type === "overflow"; // what it is called stands on it; the text says what it is for
  const named = own ? { describedby: accessory.type === "overflow" && block.text ? id : null } : { labelledby: id };
  const side = accessory?.type === "image" ? image(accessory) : accessory && control(accessory, block.block_id, surface, { ...named, dispatches: true });
  return h("div", {},
    h("div", { class: "section-text" },
      block.text ? h("div", { id }, ...textOf(block.text, surface.world)) : null,
      block.fields ? h("div", { class: "section-fields" }, ...block.fields.map((field) => h("div", {}, ...textOf(field, surface.world)))) : null),
    side ? h("div", { class: "section-side" }, side) : null);
}

/** Nothing is fetched from elsewhere: a picture of another server is shown by its description. */
function image({ image_url: address, alt_text: alt }) {
  const here = address && (address.startsWith("data:image/") || new URL(address, location.href).origin === location.origin);
  return here ? h("img", { src: address, alt }) : h("span", { class: "no-image", role: "img", "aria-label": alt }, alt);
}

function input(block, surface, error) {
  const [labelId, hintId, errorId, optionalId, id] = ["label", "hint", "error", "optional", "field"].map(uid);
  const { label, hint, optional, element } = block;
  const describedby = [optional && optionalId, hint && hintId, error && errorId].filter(Boolean).join(" ");
  const grouping = element.type === "radio_buttons" || element.type === "checkboxes";
  const field = { id: grouping ? null : id, labelledby: labelId, describedby, invalid: Boolean(error), required: !optional, optional: Boolean(optional), dispatches: Boolean(block.dispatch_action) };
  return h("div", { class: error ? "field field-wrong" : "field" },
    h("div", { class: "field-head" }, h(grouping ? "span" : "label", { class: "field-label", id: labelId, for: grouping ? null : id }, withEmoji(label.text)), optional ? [" ", h("span", { class: "field-optional", id: optionalId }, "(optional)")] : null),
    control(element, block.block_id, surface, field),
    error ? h("p", { class: "field-error", id: errorId }, error) : null,
    hint ? h("p", { class: "field-hint", id: hintId }, withEmoji(hint.text)) : null);
}
