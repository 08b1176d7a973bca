/** Points in time as a member reads them in their own time zone, and the sums that the calendar's buttons need. */

const DAY = 86_400_000;
const HALF_A_YEAR = 183 * DAY;
const formatters = new Map();

function format(at, zone, options) {
  const key = JSON.stringify([zone, options]);
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options }));
  return formatters.get(key).format(at);
}

/** The wall clock at a point in time: {year, month (1-12), day, hour, minute, second}. */
function wall(at, zone) {
  const text = format(at, zone, {
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23",
  });
  const [month, day, year, hour, minute, second] = text.match(/\d+/g).map(Number);
  return { year, month, day, hour, minute, second };
}

function offset(at, zone) {
  const { year, month, day, hour, minute, second } = wall(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
}

function instant(year, month, day, hour, zone) {
  const guess = Date.UTC(year, month - 1, day, hour);
  const close = new Date(guess - offset(new Date(guess), zone));
  return new Date(guess - offset(close, zone));
}

/** Monday to Friday, the first one after today in that zone, at that hour. */
export function nextBusinessDay(now, zone, hour) {
  const { year, month, day } = wall(now, zone);
  for (let ahead = 1; ; ahead += 1) {
    const on = new Date(Date.UTC(year, month - 1, day + ahead));
    if (on.getUTCDay() % 6 !== 0) return instant(on.getUTCFullYear(), on.getUTCMonth() + 1, on.getUTCDate(), hour, zone);
  }
}

/** The day that it is in that zone, as "2026-03-30". */
export function dayOf(at, zone) {
  return new Date(dayNumber(at, zone) * DAY).toISOString().slice(0, 10);
}

/** The number of a day, so that two of them can be compared and subtracted. */
export function dayNumber(at, zone) {
  const { year, month, day } = wall(at, zone);
  return Date.UTC(year, month - 1, day) / DAY;
}

/** The point in time that a message's ts names. */
export function ofTs(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

/** "10:04 AM". */
export function clockTime(at, zone) {
  return format(at, zone, { hour: "numeric", minute: "2-digit" });
}

/** "Tuesday, March 3, 2026". */
export function longDay(at, zone) {
  return format(at, zone, { weekday: "long", month: "long", day: "numeric", year: "numeric" });
}

/** "Tue, Mar 3". */
export function shortDay(at, zone) {
  return format(at, zone, { weekday: "short", month: "short", day: "numeric" });
}

function near(at, now, zone) {
  return { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[dayNumber(at, zone) - dayNumber(now, zone)];
}

/** "Today", "Yesterday" or the day with its weekday: what stands between the messages of two days. */
export function dayLine(at, now, zone) {
  return near(at, now, zone) ?? slackDate("{date_long}", at, now, zone);
}

function ordinal(day) {
  const teen = day % 100 > 10 && day % 100 < 14;
  return `${day}${(!teen && { 1: "st", 2: "nd", 3: "rd" }[day % 10]) || "th"}`;
}

/** Slack's `<!date>` template, filled in (docs.slack.dev, "Date formatting"); it leaves out the year when it is near. */
export function slackDate(template, at, now, zone) {
  const { year, month, day } = wall(at, zone);
  const yearly = Math.abs(at - now) > HALF_A_YEAR ? `, ${year}` : "";
  const dated = `${format(at, zone, { month: "long" })} ${ordinal(day)}${yearly}`;
  const short = `${format(at, zone, { month: "short" })} ${day}${yearly}`;
  const long = `${format(at, zone, { weekday: "long" })}, ${dated}`;
  const pretty = near(at, now, zone)?.toLowerCase();
  const filled = {
    date_num: `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`,
    date: dated,
    date_short: short,
    date_long: long,
    date_pretty: pretty ?? dated,
    date_short_pretty: pretty ?? short,
    date_long_pretty: pretty ?? long,
    time: clockTime(at, zone),
    time_secs: format(at, zone, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  };
  return template.replace(/\{(\w+)\}/g, (whole, name) => filled[name] ?? whole);
}
