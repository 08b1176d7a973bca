/** A select with type-ahead, for one answer or several: a combobox with a list of options beneath. */

import { h, uid } from "./dom.js";
import { place } from "./popup.js";

const PATIENCE = 200; // milliseconds without a key before a search is sent

class Picker {
  #options;
  #chosen;
  #input;
  #list;
  #chips = h("span", { class: "chips" });
  #clear;
  #shown = [];
  #active = -1;
  #asked = 0;
  #timer;
  #follow = () => place(this.#list, this.node);

  constructor(options) {
    this.#options = options;
    this.#chosen = options.chosen;
    const listId = uid("list");
    this.#list = h("div", { popover: "manual", role: "listbox", id: listId, class: "menu listbox", "aria-label": options.placeholder, "aria-multiselectable": options.many ? "true" : null });
    this.#input = h("input", {
      type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", class: "picker-input",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": listId, ...options.attributes,
      on: {
        click: () => this.#open(),
        input: () => this.#open(this.#input.value),
        keydown: (event) => this.#key(event),
        blur: () => this.#close(),
      },
    });
    this.#clear = h("button", { type: "button", class: "picker-clear", "aria-label": "Clear", on: { click: () => this.#set([]) } }, "×");
    this.node = h("div", { class: options.many ? "picker picker-many" : "picker" }, this.#chips, this.#input, this.#clear, this.#list);
    this.node.addEventListener("click", (event) => event.target === this.node && this.#input.focus());
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#settle();
  }

  #open(query = "") {
    if (!this.#list.matches(":popover-open")) {
      this.#list.showPopover();
      this.#list.style.minWidth = `${this.node.offsetWidth}px`;
      this.#input.setAttribute("aria-expanded", "true");
      if (!this.#options.many) this.#input.select();
      addEventListener("scroll", this.#follow, true);
      addEventListener("resize", this.#follow);
    }
    clearTimeout(this.#timer);
    if (this.#options.remote && query) this.#timer = setTimeout(() => this.#fill(query), PATIENCE);
    else this.#fill(query);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    removeEventListener("scroll", this.#follow, true);
    removeEventListener("resize", this.#follow);
    this.#list.hidePopover();
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
    this.#settle();
  }

  /** @param {string} query what was typed */
  async #fill(query) {
    this.#asked += 1;
    const asked = this.#asked;
    if (this.#options.remote) this.#tell("Searching…");
    const found = await this.#options.find(query.trim());
    if (asked !== this.#asked) return;
    if (typeof found === "string") this.#tell(found);
    else this.#draw(found);
  }

  #tell(text) {
    this.#shown = [];
    this.#active = -1;
    this.#list.replaceChildren(h("p", { class: "menu-note", role: "presentation" }, text));
    this.#follow();
  }

  #draw(groups) {
    const full = this.#options.many && this.#options.most && this.#chosen.length >= this.#options.most;
    this.#shown = [];
    const rows = groups.flatMap((group) => {
      const options = group.options.map((option) => this.#row(option, full));
      if (!group.label) return options;
      const id = uid("group");
      return [h("div", { role: "group", "aria-labelledby": id }, h("div", { class: "menu-group", id, role: "presentation" }, group.label), ...options)];
    });
    if (!this.#shown.length) {
      this.#tell("Nothing found");
      return;
    }
    const note = full ? [h("p", { class: "menu-note", role: "presentation" }, `That is all: ${this.#options.most} at most.`)] : [];
    this.#list.replaceChildren(...note, ...rows);
    this.#follow();
    this.#point(this.#input.value && this.#options.many ? 0 : this.#shown.findIndex(({ option }) => this.#has(option)));
  }

  #row(option, full) {
    const picked = this.#has(option);
    const row = h("div", { role: "option", id: uid("option"), class: "option", "aria-selected": String(picked), "aria-disabled": full && !picked ? "true" : null, on: { click: () => this.#toggle(option) } },
      h("span", {}, option.label), option.description ? h("span", { class: "option-more" }, option.description) : null);
    this.#shown.push({ option, row });
    return row;
  }

  #has(option) {
    return this.#chosen.some((one) => one.value === option.value);
  }

  #toggle(option) {
    const { many, most } = this.#options;
    if (!many) this.#set([option]);
    else if (this.#has(option)) this.#set(this.#chosen.filter((one) => one.value !== option.value));
    else if (!most || this.#chosen.length < most) this.#set([...this.#chosen, option]);
  }

  #set(chosen) {
    const same = JSON.stringify(chosen.map((one) => one.value)) === JSON.stringify(this.#chosen.map((one) => one.value));
    this.#chosen = chosen;
    this.#input.focus();
    this.#close();
    if (!same) this.#options.onChange(chosen);
  }

  /** Shows what is chosen, and forgets what was typed. */
  #settle() {
    const { many, placeholder, clearable } = this.#options;
    const [one] = this.#chosen;
    this.#input.value = many || !one ? "" : one.label;
    this.#input.placeholder = many && one ? "" : placeholder;
    this.#clear.hidden = many || !one || !clearable;
    if (!many) return;
    this.#chips.replaceChildren(...this.#chosen.map((option) =>
      h("span", { class: "chip" }, option.label,
        h("button", { type: "button", "aria-label": `Remove ${option.label}`, on: { click: () => this.#toggle(option) } }, "×"))));
  }

  #point(at) {
    this.#shown[this.#active]?.row.classList.remove("active");
    this.#active = at;
    const row = this.#shown[at]?.row;
    row?.classList.add("active");
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.#input.setAttribute("aria-activedescendant", row.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const open = this.#list.matches(":popover-open");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && open) this.#point((Math.max(this.#active, step > 0 ? -1 : 0) + step + this.#shown.length) % this.#shown.length);
    else if (step || (event.key === "Enter" && !open)) this.#open();
    else if (event.key === "Enter" && this.#shown[this.#active]) this.#toggle(this.#shown[this.#active].option);
    else if (event.key === "Escape" && open) this.#close();
    else if (event.key === "Backspace" && !this.#input.value && this.#options.many && this.#chosen.length) this.#toggle(this.#chosen.at(-1));
    else if (event.key !== "Enter") return;
    event.preventDefault();
  }
}

/**
 * @param {object} options
 *   chosen, many, most, placeholder, clearable: what is picked, and how much may be;
 *   find(query): groups of [{label, options: [{value, label, description}]}], or a line that says why there are none;
 *   remote: `find` asks the server; onChange(chosen); attributes: of the text field.
 * @returns {Node}
 */
export function picker(options) {
  return new Picker(options).node;
}

/** Those of the groups' options whose label or description has what was typed in it. */
export function matching(groups, query) {
  const wanted = query.toLowerCase();
  return groups
    .map((group) => ({ ...group, options: group.options.filter((option) => `${option.label} ${option.description ?? ""}`.toLowerCase().includes(wanted)) }))
    .filter((group) => group.options.length);
}
