/** The sums of a calendar that one picks a day from. A day is "2026-03-30", as Slack writes it. */

const DAY = 86_400_000;

/** "2026-03-30" as a moment at midnight UTC. */
function moment(day) {
  return new Date(`${day}T00:00:00Z`);
}

/** The day so many days later. */
export function daysLater(day, count) {
  return new Date(moment(day).getTime() + count * DAY).toISOString().slice(0, 10);
}

/** The same day so many months later, or the last one of a shorter month. */
export function monthsLater(day, count) {
  const at = moment(day);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + count + 1, 0));
  return `${last.toISOString().slice(0, 8)}${String(Math.min(at.getUTCDate(), last.getUTCDate())).padStart(2, "0")}`;
}

/** The weeks of the day's month, Sunday first, filled up with the days around it. */
export function weeksOf(day) {
  const first = `${day.slice(0, 8)}01`;
  const from = daysLater(first, -moment(first).getUTCDay());
  const next = monthsLater(first, 1);
  const weeks = [];
  for (let sunday = from; sunday < next; sunday = daysLater(sunday, 7)) weeks.push([0, 1, 2, 3, 4, 5, 6].map((ahead) => daysLater(sunday, ahead)));
  return weeks;
}

/** Where a key leads from a day, or null when it leads nowhere. */
export function dayAfterKey(day, key) {
  const weekday = moment(day).getUTCDay();
  switch (key) {
    case "ArrowLeft": return daysLater(day, -1);
    case "ArrowRight": return daysLater(day, 1);
    case "ArrowUp": return daysLater(day, -7);
    case "ArrowDown": return daysLater(day, 7);
    case "Home": return daysLater(day, -weekday);
    case "End": return daysLater(day, 6 - weekday);
    case "PageUp": return monthsLater(day, -1);
    case "PageDown": return monthsLater(day, 1);
    default: return null;
  }
}

/** "March 30, 2026", or with `options` of Intl.DateTimeFormat. */
export function dayInWords(day, options = { dateStyle: "long" }) {
  return new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(moment(day));
}

/** "9:00 AM" for "09:00". */
export function timeInWords(time) {
  return new Intl.DateTimeFormat("en-US", { timeZone: "UTC", hour: "numeric", minute: "2-digit" }).format(new Date(`1970-01-01T${time}:00Z`));
}

/** Every quarter of an hour of a day, and the one that is chosen already where it is another. */
export function timesOfDay(chosen) {
  const quarters = Array.from({ length: 96 }, (_, at) => `${String(Math.floor(at / 4)).padStart(2, "0")}:${String((at % 4) * 15).padStart(2, "0")}`);
  return [...new Set([...quarters, ...(chosen ? [chosen] : [])])].toSorted();
}
