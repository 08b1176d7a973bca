/** What has been filled in, in the exact shape of Slack's `state.values`, and what stands in the way of sending it. */

/** For each kind of element that holds something: its key in the state, and where its initial value stands. */
const HELD = {
  plain_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  rich_text_input: ["rich_text_value", "initial_value"],
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  checkboxes: ["selected_options", "initial_options"],
  users_select: ["selected_user", "initial_user"],
  multi_users_select: ["selected_users", "initial_users"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  channels_select: ["selected_channel", "initial_channel"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
};
const ECHOES = 100; // answers of its own that a page knows again, for each field
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const ADDRESS = /^https?:\/\/\S+$/i;

/** The key under which an element's answer stands ("selected_option"), or undefined for one that holds nothing. */
export function heldKey(element) {
  return HELD[element.type]?.[0];
}

/** Every element of the blocks that holds something, as [block, element]. */
function holders(blocks) {
  return blocks.flatMap((block) =>
    [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])]
      .filter((element) => element && heldKey(element))
      .map((element) => [block, element]),
  );
}

/** The answers of one view or message. */
export class Values {
  #answers = {};
  #stored = {};
  #told = {};
  #turns = {};

  /**
   * Takes up blocks that are drawn (anew): what was filled in stays where block id and action id stay, as in Slack.
   * @param {object[]} blocks
   * @param {object} stored `state.values` as the server knows it; what somebody else filled in for the reader, as a story
   *   does, takes the place of what stood there
   * @param {string} here the channel that is open, for `default_to_current_conversation`
   */
  adopt(blocks, stored = {}, here = null) {
    const before = this.#answers;
    const heard = this.#stored;
    [this.#answers, this.#stored] = [{}, structuredClone(stored)];
    for (const [{ block_id: blockId }, element] of holders(blocks)) {
      const id = element.action_id;
      const key = heldKey(element);
      const [own, told] = [before[blockId]?.[id], stored[blockId]?.[id]];
      const others = own && told && ![heard[blockId]?.[id], own].some((known) => same(known, told)) && !this.#echoes(blockId, id).includes(JSON.stringify(told));
      if (others) this.#turns[blockId] = this.turn(blockId) + 1;
      const old = (others ? [told] : [own, told]).find((answer) => answer?.type === element.type && key in answer);
      this.#answers[blockId] = { ...this.#answers[blockId], [id]: old ?? initial(element, here) };
    }
  }

  /** How often somebody else has filled in this block. */
  turn(blockId) {
    return this.#turns[blockId] ?? 0;
  }

  of(blockId, element) {
    return this.#answers[blockId][element.action_id][heldKey(element)];
  }

  set(blockId, element, value) {
    this.#answers[blockId][element.action_id] = { type: element.type, [heldKey(element)]: value };
  }

  /** A copy in Slack's shape, to be sent. */
  all() {
    for (const [blockId, answers] of Object.entries(this.#answers)) {
      for (const [id, answer] of Object.entries(answers)) this.#sent(blockId, id, JSON.stringify(answer));
    }
    return structuredClone(this.#answers);
  }

  /** What this page itself has sent of a field: it may come back late, and in any order, while somebody types on. */
  #echoes(blockId, id) {
    return this.#told[`${blockId}/${id}`] ?? [];
  }

  #sent(blockId, id, print) {
    const before = this.#echoes(blockId, id).filter((one) => one !== print);
    this.#told[`${blockId}/${id}`] = [...before, print].slice(-ECHOES);
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function initial(element, here) {
  const [key, from] = HELD[element.type];
  const none = key.endsWith("s") ? [] : null;
  const current = element.default_to_current_conversation && !element[from] ? here : null;
  return { type: element.type, [key]: element[from] ?? (current && (key.endsWith("s") ? [current] : current)) ?? none };
}

/** What Slack itself refuses before a form is sent: {block_id: what to do}. */
export function problems(blocks, values) {
  const inputs = blocks.filter((block) => block.type === "input");
  return Object.fromEntries(
    inputs.map((block) => [block.block_id, problem(block, values.of(block.block_id, block.element))]).filter(([, text]) => text),
  );
}

function problem({ element, optional }, value) {
  if (value === null || value.length === 0) return optional ? "" : "Please complete this required field.";
  const { max_length: most, min_length: least } = element;
  if (most && value.length > most) return `Please shorten this to ${most} characters or fewer.`;
  if (least && value.length < least) return `Please write at least ${least} characters.`;
  if (element.type === "email_text_input" && !EMAIL.test(value)) return "Please enter an email address.";
  if (element.type === "url_text_input" && !ADDRESS.test(value)) return "Please enter a web address that begins with https://.";
  return element.type === "number_input" ? numberProblem(element, value) : "";
}

function numberProblem({ is_decimal_allowed: decimal, min_value: low, max_value: high }, value) {
  const number = Number(value);
  if (Number.isNaN(number) || (!decimal && !Number.isInteger(number))) return "Please enter a number.";
  if (low !== undefined && number < Number(low)) return `Please enter ${low} or more.`;
  return high !== undefined && number > Number(high) ? `Please enter ${high} or less.` : "";
}
