/** The page's line to the practice workspace: one stream of states in, one kind of request out. */

const AWAY = "The practice workspace does not answer. Trying again…";
const PATIENCE = 30_000; // milliseconds: the app is given three seconds to answer, and a few things are done in a row
const LOST = "The practice workspace did not answer. Is it still running?";

/** Slack's codes in words; what is not here is shown as it came. */
const SAID = {
  already_reacted: "You have reacted with that one already.",
  channel_not_found: "This conversation is not yours to see.",
  is_archived: "This channel is archived.",
  message_not_found: "This message has been deleted.",
  messages_tab_disabled: "Sending messages to this app has been turned off.",
  not_in_channel: "You are not in this channel.",
  not_found: "That form is closed already.",
  user_disabled: "This person has left the workspace.",
};

/**
 * Does one thing as a member.
 * @returns {Promise<{ok: boolean, error?: string}>} never rejected: trouble on the way is an answer that is not ok.
 */
export async function act(viewer, name, details = {}) {
  try {
    const answer = await fetch("/page/api/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ viewer, act: name, ...details }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const body = await answer.json();
    return body.ok ? body : { ...body, ok: false, error: SAID[body.error] || body.error || LOST };
  } catch {
    return { ok: false, error: LOST };
  }
}

/**
 * Follows the workspace as one member sees it.
 * @param {string|null} viewer null lets the workspace choose
 * @param {(state: object) => void} onState after every change, and once at the start
 * @param {(trouble: string) => void} onConnection hears what is wrong with the line, or "" when all is well
 * @returns {() => void} stops following
 */
export function follow(viewer, onState, onConnection) {
  let stream = null;
  const stop = () => {
    stream?.close();
    stream = null;
  };
  const go = () => {
    if (document.hidden) return stop(); // a browser opens six streams at most, in all its windows together
    if (stream) return undefined;
    stream = new EventSource(`/page/api/stream${viewer ? `?viewer=${encodeURIComponent(viewer)}` : ""}`);
    stream.addEventListener("open", () => onConnection(""));
    stream.addEventListener("error", () => onConnection(AWAY));
    stream.addEventListener("message", (event) => onState(JSON.parse(event.data)));
    return undefined;
  };
  document.addEventListener("visibilitychange", go);
  go();
  return () => {
    document.removeEventListener("visibilitychange", go);
    stop();
  };
}
