/** The field for a day, as Slack draws it: the day in words, and a calendar that it opens. */

import { dayAfterKey, dayInWords, monthsLater, weeksOf } from "./calendar.js";
import { h, uid } from "./dom.js";
import { place } from "./popup.js";

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

class DatePicker {
  #options;
  #value;
  #day; // the one that the keys move
  #field;
  #words = h("span", {});
  #clear = h("button", { type: "button", class: "picker-clear", "aria-label": "Clear", on: { click: () => this.#set(null) } }, "×");
  #month = h("div", { class: "calendar-month", "aria-live": "polite" });
  #days = h("tbody", {});
  #calendar;

  constructor(options) {
    this.#options = options;
    this.#value = options.value;
    this.#calendar = this.#drawCalendar();
    this.#field = h("button", {
      type: "button", role: "combobox", class: "picker-day", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-controls": this.#calendar.id,
      ...options.attributes, on: { click: () => this.#open() },
    }, h("span", { "aria-hidden": "true" }, "📅"), this.#words);
    this.node = h("div", { class: "picker" }, this.#field, this.#clear, this.#calendar);
    this.#settle();
  }

  #drawCalendar() {
    const turn = (label, sign, by) => h("button", { type: "button", class: "icon-button", "aria-label": label, on: { click: () => this.#turn(monthsLater(this.#day, by)) } }, sign);
    return h("div", { popover: "auto", role: "dialog", id: uid("calendar"), class: "menu calendar", "aria-label": "Choose a day", on: { toggle: (event) => this.#toggled(event.newState === "open") } },
      h("div", { class: "calendar-head" }, turn("The month before", "‹", -1), this.#month, turn("The month after", "›", 1)),
      h("table", { role: "grid", "aria-label": "Days", on: { keydown: (event) => this.#key(event) } },
        h("thead", {}, h("tr", {}, ...WEEKDAYS.map((name) => h("th", { scope: "col", abbr: name }, name.slice(0, 2))))), this.#days));
  }

  #open() {
    this.#turn(this.#value ?? this.#options.today);
    this.#calendar.showPopover();
    this.#focusDay();
  }

  #toggled(open) {
    this.#field.setAttribute("aria-expanded", String(open));
    if (open) place(this.#calendar, this.#field);
  }

  /** Shows the month of a day. */
  #turn(day) {
    this.#day = day;
    this.#month.textContent = dayInWords(day, { month: "long", year: "numeric" });
    this.#days.replaceChildren(...weeksOf(day).map((week) => h("tr", {}, ...week.map((each) => this.#cell(each)))));
  }

  #cell(day) {
    const other = day.slice(0, 7) !== this.#day.slice(0, 7);
    return h("td", { "aria-selected": String(day === this.#value) },
      h("button", {
        type: "button", tabindex: day === this.#day ? "0" : "-1", class: other ? "calendar-day calendar-other" : "calendar-day", "aria-label": dayInWords(day, { dateStyle: "full" }),
        "aria-current": day === this.#options.today ? "date" : null, data: { day }, on: { click: () => this.#set(day) },
      }, String(Number(day.slice(8)))));
  }

  #key(event) {
    const day = dayAfterKey(this.#day, event.key);
    if (!day) return;
    event.preventDefault();
    this.#turn(day);
    this.#focusDay();
  }

  #focusDay() {
    this.#days.querySelector(`[data-day="${this.#day}"]`).focus();
  }

  #set(day) {
    const same = day === this.#value;
    this.#value = day;
    this.#settle();
    this.#calendar.hidePopover();
    this.#field.focus();
    if (!same) this.#options.onChange(day);
  }

  #settle() {
    this.#words.textContent = this.#value ? dayInWords(this.#value) : this.#options.placeholder;
    this.#words.classList.toggle("picker-none", !this.#value);
    this.#clear.hidden = !this.#value || !this.#options.clearable;
  }
}

/**
 * @param {object} options
 *   value: the day as "2026-03-30", or null; today: the day that it is for the viewer; placeholder; clearable;
 *   onChange(day or null); attributes: of the field.
 * @returns {Node}
 */
export function datePicker(options) {
  return new DatePicker(options).node;
}
