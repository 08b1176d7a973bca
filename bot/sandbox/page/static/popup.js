/** What opens above the page: menus beside a button, and the question that Slack asks before a press counts. */

import { h, uid } from "./dom.js";
import { withEmoji } from "./emoji.js";

const GAP = 4; // pixels, as is the next
const TALLEST = 340;

/** Puts a popover under its anchor, or above it where there is more room. */
export function place(popover, anchor) {
  const at = anchor.getBoundingClientRect();
  const below = innerHeight - at.bottom - 2 * GAP;
  const above = at.top - 2 * GAP;
  const under = below >= Math.min(popover.scrollHeight, 240) || below >= above;
  popover.style.maxHeight = `${Math.min(Math.max(under ? below : above, 80), TALLEST)}px`;
  popover.style.top = `${under ? at.bottom + GAP : Math.max(at.top - GAP - popover.offsetHeight, GAP)}px`;
  popover.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - popover.offsetWidth - GAP))}px`;
}

/**
 * A button with a menu.
 * @param {object} options `label` names both (the menu alone when `named` is false), `face` is what the button shows, `items` are
 *   {label, face?, more?, run}, as a function gives them when it opens; `shape` is a class for the menu.
 */
export function menuButton({ label, face, items, named = true, shape = "", ...attributes }) {
  const menu = h("div", { popover: "auto", role: "menu", class: `menu ${shape}`, "aria-label": label });
  const button = h("button", { type: "button", "aria-label": named ? label : null, title: named ? label : null, "aria-haspopup": "menu", "aria-expanded": "false", ...attributes }, face);
  const run = (item) => {
    menu.hidePopover();
    button.focus();
    item.run();
  };
  const entry = (item) => {
    const name = item.face ? { "aria-label": item.label, title: item.label } : {};
    const more = item.more ? h("span", { class: "option-more" }, item.more) : null;
    return h("button", { type: "button", role: "menuitem", tabindex: "-1", ...name, on: { click: () => run(item) } }, item.face ?? item.label, more);
  };
  menu.addEventListener("beforetoggle", (event) => event.newState === "open" && menu.replaceChildren(...items().map(entry)));
  button.popoverTargetElement = menu;
  menu.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    menu.classList.toggle("placed", open);
    if (!open) {
      menu.replaceChildren(); // not before: a focus that is gone from within is not given back to the button
      return;
    }
    place(menu, button);
    menu.firstElementChild?.focus();
  });
  menu.addEventListener("keydown", (event) => walk(event, menu));
  return h("span", { class: "menu-holder" }, button, menu);
}

function walk(event, menu) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length).focus();
}

/** Asks a confirmation object's question; null asks nothing. @returns {Promise<boolean>} */
export function confirmed(question) {
  if (!question) return Promise.resolve(true);
  const titled = uid("ask");
  const said = uid("ask");
  return new Promise((resolve) => {
    const button = (text, value, shape) => h("button", { type: "submit", value, class: `button ${shape}` }, withEmoji(text));
    const dialog = h("dialog", { class: "ask", "aria-labelledby": titled, "aria-describedby": said },
      h("form", { method: "dialog" },
        h("div", { class: "ask-head" }, h("h2", { id: titled }, withEmoji(question.title.text)),
          h("button", { type: "submit", value: "no", class: "icon-button", "aria-label": "Dismiss", title: "Dismiss" }, "×")),
        h("p", { id: said }, withEmoji(question.text.text)),
        h("div", { class: "modal-foot" },
          button(question.deny?.text ?? "Cancel", "no", ""),
          button(question.confirm?.text ?? "Yes", "yes", question.style === "danger" ? "danger" : "primary"))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
