/** Block Kit's interactive elements: what can be pressed, picked and filled in, in messages and in forms. */

import { timeInWords, timesOfDay } from "./calendar.js";
import { datePicker } from "./datepicker.js";
import { h, uid } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { matching, picker } from "./picker.js";
import { confirmed, menuButton } from "./popup.js";
import { dayOf } from "./time.js";
import { heldKey } from "./values.js";

const SEARCH_FROM = 3; // characters: Slack's default for min_query_length
const TYPED = { email_text_input: "email", url_text_input: "url", number_input: "text", plain_text_input: "text" };
const NEAR_LIMIT = 0.1; // of the length: from here on Slack counts what is left
const ENTERED = "on_enter_pressed";
const WRITTEN = "on_character_entered";

/**
 * An element's control.
 * @param {object} element as Slack describes it
 * @param {string} blockId
 * @param {object} surface the message or view that it stands in: {world, values, send(blockId, action), write(blockId, action), search(blockId, actionId, query)}
 * @param {object} field how it is labelled and used: {id, labelledby, describedby, invalid, required, dispatches}
 */
export function control(element, blockId, surface, field) {
  const holder = h("div", { class: `element element-${element.type}` });
  const draw = () => {
    const part = { element, blockId, surface, field, ...named(element, field), value: heldKey(element) && surface.values.of(blockId, element) };
    part.change = (value, sends = field.dispatches) => change(part, value, sends, draw);
    part.write = (value, sends) => change(part, value, sends, draw, surface.write);
    holder.replaceChildren(drawn(part));
  };
  draw();
  return holder;
}

function named(element, { id, labelledby, describedby, invalid, required }) {
  const attributes = {
    id,
    "aria-labelledby": labelledby,
    "aria-label": labelledby ? null : element.placeholder?.text ?? element.type.replaceAll("_", " "),
    "aria-describedby": describedby || null,
    "aria-invalid": invalid ? "true" : null,
    "aria-required": required ? "true" : null,
  };
  return { attributes };
}

/** Notes an answer, and tells the bot where the element does so; a confirmation that is declined takes it back. */
async function change({ element, blockId, surface }, value, sends, redraw, tell = surface.send) {
  const before = surface.values.of(blockId, element);
  surface.values.set(blockId, element, value);
  if (!sends) return;
  if (!(await confirmed(element.confirm))) {
    surface.values.set(blockId, element, before);
    redraw();
    return;
  }
  tell(blockId, { type: element.type, action_id: element.action_id, [heldKey(element)]: value });
}

function drawn(part) {
  const { type } = part.element;
  if (type === "button") return button(part);
  if (type === "overflow") return overflow(part);
  if (type === "radio_buttons" || type === "checkboxes") return ticks(part);
  if (type in TYPED) return text(part);
  if (type === "rich_text_input") return richText(part);
  if (type === "datepicker") return day(part);
  if (type === "timepicker") return timeOfDay(part);
  if (type === "datetimepicker") return dateAndTime(part);
  if (type.endsWith("_select")) return select(part);
  return h("span", { class: "option-more" }, `[${type}]`);
}

function button({ element, blockId, surface }) {
  const { text: face, value, style, confirm, url, accessibility_label: label } = element;
  const press = async () => {
    if (!(await confirmed(confirm))) return;
    if (url) open(url, "_blank", "noopener");
    surface.send(blockId, { type: "button", action_id: element.action_id, text: face, value, style });
  };
  return h("button", { type: "button", class: `button ${style ?? ""}`, "aria-label": label, on: { click: press } }, withEmoji(face.text));
}

function overflow({ element, blockId, surface, attributes }) {
  const items = () => element.options.map((option) => ({
    label: withEmoji(option.text.text),
    run: async () => {
      if (await confirmed(element.confirm)) surface.send(blockId, { type: "overflow", action_id: element.action_id, selected_option: option });
    },
  }));
  return menuButton({ label: "More options", face: "⋯", items, class: "button", "aria-describedby": attributes["aria-describedby"] });
}

function ticks({ element, blockId, surface, field, attributes, change: changed }) {
  const many = element.type === "checkboxes";
  const name = uid("ticks");
  const picked = () => [surface.values.of(blockId, element)].flat().filter(Boolean);
  const toggle = (option) => {
    const others = picked().filter((one) => one.value !== option.value);
    if (!many) return changed(option);
    return changed(others.length < picked().length ? others : [...others, option]);
  };
  const rows = element.options.map((option, at) => {
    const [id, more] = [uid("tick"), uid("more")];
    const described = [option.description && more, field.describedby].filter(Boolean).join(" ");
    return h("div", { class: "tick" },
      h("input", { type: many ? "checkbox" : "radio", name, id, checked: picked().some((one) => one.value === option.value), "aria-describedby": described || null, data: { field: `${blockId}/${element.action_id}/${at}` }, on: { change: () => toggle(option) } }),
      h("div", {}, h("label", { for: id }, withEmoji(option.text.text)), option.description ? h("div", { id: more, class: "option-more" }, withEmoji(option.description.text)) : null));
  });
  const { "aria-required": required, "aria-invalid": invalid, ...group } = attributes;
  return h("div", { role: many ? "group" : "radiogroup", ...group, ...(many ? {} : { "aria-required": required, "aria-invalid": invalid }) }, ...rows);
}

function text({ element, blockId, attributes, value, change: changed, write, field }) {
  const on = element.dispatch_action_config?.trigger_actions_on ?? [ENTERED];
  const counter = element.max_length ? h("span", { class: "counter" }) : null;
  const count = (length) => {
    if (!counter) return;
    const left = element.max_length - length;
    counter.hidden = left > element.max_length * NEAR_LIMIT;
    counter.textContent = left < 0 ? `${-left} too many` : String(left);
    counter.classList.toggle("counter-over", left < 0);
  };
  const written = (event) => {
    count(event.target.value.length);
    write(event.target.value || null, field.dispatches && on.includes(WRITTEN));
  };
  const key = (event) => {
    if (event.key !== "Enter" || element.multiline || !field.dispatches || !on.includes(ENTERED)) return;
    event.preventDefault();
    changed(event.target.value || null);
  };
  const input = h(element.multiline ? "textarea" : "input", {
    class: "text-input", type: element.multiline ? null : TYPED[element.type], rows: element.multiline ? 4 : null,
    inputmode: element.type === "number_input" ? "decimal" : null, autocomplete: "off", ...attributes,
    placeholder: element.placeholder?.text, value: value ?? "", data: { field: `${blockId}/${element.action_id}` }, on: { input: written, keydown: key },
  });
  count(input.value.length);
  return h("div", { class: "text-holder" }, input, counter);
}

/** It is written without its styles here: a paragraph of plain words is rich text too. */
function richText(part) {
  const words = (part.value?.elements ?? []).flatMap((section) => section.elements.map((one) => one.text ?? "")).join("");
  const rich = (typed) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: typed }] }] });
  const as = (told) => (typed, sends) => told(typed && rich(typed), sends);
  return text({ ...part, element: { ...part.element, multiline: true }, value: words, change: as(part.change), write: as(part.write) });
}

function day({ element, blockId, surface: { world }, attributes, field, value, change: changed }) {
  return datePicker({
    value, today: dayOf(world.now, world.zone), placeholder: element.placeholder?.text ?? "Select a date", clearable: field.optional, onChange: changed,
    attributes: { ...attributes, "data-field": `${blockId}/${element.action_id}` },
  });
}

function timeOfDay({ element, blockId, attributes, field, value, change: changed }) {
  const shown = (time) => ({ value: time, label: timeInWords(time) });
  const groups = [{ options: timesOfDay(value).map(shown) }];
  return picker({
    chosen: value ? [shown(value)] : [], placeholder: element.placeholder?.text ?? "Select a time", clearable: field.optional,
    find: (query) => Promise.resolve(matching(groups, query)), onChange: ([time]) => changed(time?.value ?? null),
    attributes: { ...attributes, "data-field": `${blockId}/${element.action_id}` },
  });
}

/** Its answer is in seconds since 1970; the browser's own field speaks of the wall clock. */
function dateAndTime({ element, blockId, attributes, value, change: changed }) {
  const shown = value ? new Date(value * 1000 - new Date(value * 1000).getTimezoneOffset() * 60_000).toISOString().slice(0, 16) : "";
  const picked = (event) => changed(event.target.value ? Math.floor(new Date(event.target.value).getTime() / 1000) : null);
  return h("input", { class: "text-input text-short", type: "datetime-local", ...attributes, value: shown, data: { field: `${blockId}/${element.action_id}` }, on: { change: picked } });
}

function select(part) {
  const { element, blockId, surface, attributes, field, value, change: changed } = part;
  const many = element.type.startsWith("multi_");
  const ids = !heldKey(element).startsWith("selected_option");
  const groups = sources(part);
  const all = groups?.flatMap((group) => group.options) ?? [];
  const known = (id) => all.find((option) => option.value === id) ?? { value: id, label: surface.world.people.get(id)?.name ?? id };
  const answer = (option) => (ids ? option.value : option.raw);
  return picker({
    many,
    most: element.max_selected_items,
    chosen: [value].flat().filter(Boolean).map(ids ? known : offered),
    placeholder: withEmoji(element.placeholder?.text ?? (many ? "Select options" : "Select an option")),
    clearable: field.optional,
    remote: !groups,
    find: groups ? (query) => Promise.resolve(matching(groups, query)) : (query) => searched(part, query),
    onChange: (chosen) => changed(many ? chosen.map(answer) : chosen.length ? answer(chosen[0]) : null),
    attributes: { ...attributes, "data-field": `${blockId}/${element.action_id}` },
  });
}

/** An option of Slack's as the picker shows it. */
function offered(option) {
  return { value: option.value, label: withEmoji(option.text.text), description: option.description && withEmoji(option.description.text), raw: option };
}

function grouped({ options, option_groups: groups }) {
  if (groups) return groups.map((group) => ({ label: withEmoji(group.label.text), options: group.options.map(offered) }));
  return [{ options: (options ?? []).map(offered) }];
}

/** What can be picked without asking the bot; null for an external select. */
function sources({ element, surface: { world } }) {
  if (element.type.endsWith("external_select")) return null;
  if (element.type.endsWith("users_select")) {
    const people = [...world.people.values()].filter((person) => !person.deleted);
    return [{ options: people.map(({ id, name, title }) => ({ value: id, label: name, description: title })) }];
  }
  if (element.type.endsWith("conversations_select")) return places(world, (channel) => admitted(element.filter, channel, world));
  if (element.type.endsWith("channels_select")) return places(world, (channel) => channel.kind === "channel" && !channel.private);
  return grouped(element);
}

function places(world, wanted) {
  const channels = [...world.channels.values()].filter((channel) => !channel.archived && wanted(channel));
  return [{ options: channels.map((channel) => ({ value: channel.id, label: world.titleOf(channel) })) }];
}

function admitted(filter, channel, world) {
  if (!filter) return true;
  const kind = channel.kind === "dm" ? "im" : channel.private ? "private" : "public";
  return (!filter.include || filter.include.includes(kind)) && !(filter.exclude_bot_users && world.isAppHome(channel));
}

async function searched({ element, blockId, surface }, query) {
  const from = element.min_query_length ?? SEARCH_FROM;
  if (query.length < from) return from === 1 ? "Type to search" : `Type at least ${from} letters to search`;
  const answer = await surface.search(blockId, element.action_id, query);
  return answer.ok ? grouped(answer) : answer.error;
}
